using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>Those of our claims that a number of remitted claims may mean, fetched at once. Claims of withdrawn files went nowhere.</summary>
internal sealed class OurClaims
{
    /// <summary>What one payment answers was mostly sent together: the range is what lets the index be read in one go.</summary>
    [Sql]
    private const string ClaimsSql = """
        select c.claim_id, c.frequency,
               case c.frequency when '8' then billing.taken_back_by(c.district_id, c.claim_id) else c.replaces_claim_id end as replaces_claim_id,
               (select count(*)::int from billing.claim_line l where l.district_id = c.district_id and l.claim_id = c.claim_id) as lines
        from billing.claim c
        where c.district_id = @districtId and c.claim_id between @first and @last and c.claim_id = any(@claimIds::bigint[])
          and not exists (select from billing.claim_withdrawal w where w.district_id = c.district_id and w.claim_run_id = c.claim_run_id)
        """;

    [Sql]
    private const string LinesSql = """
        select claim_id, line_number, service_date, procedure, modifiers, charge_cents
        from billing.claim_line
        where district_id = @districtId and claim_id between @first and @last and claim_id = any(@claimIds::bigint[])
        order by claim_id, line_number
        """;

    [Sql]
    private const string ByPayerNumberSql = """
        select payer_claim_number as key, claim_id
        from billing.payer_claim_number
        where district_id = @districtId and payer_claim_number = any(@keys::text[])
        """;

    [Sql]
    private const string ByMemberSql = """
        select c.medicaid_id as key, c.claim_id
        from billing.claim c
        where c.district_id = @districtId and c.medicaid_id = any(@keys::text[]) and c.frequency <> '8'
        """;

    private readonly Dictionary<long, OurClaim> _claims = [];
    private readonly Dictionary<string, List<OurClaim>> _byPayerNumber = [];
    private readonly Dictionary<string, List<OurClaim>> _byMember = [];

    private OurClaims()
    {
    }

    /// <summary>By the numbers of ours that they give back; with lines where the line's number is not given back.</summary>
    public static async Task<OurClaims> NamedAsync(
        NpgsqlTransaction transaction, DistrictId districtId, IReadOnlyList<RemittedClaim> remitted, CancellationToken cancellationToken)
    {
        var claims = new OurClaims();
        var named = NamedBy(districtId, remitted);
        await claims.AddAsync(transaction, districtId, named.All, cancellationToken);
        await claims.AddLinesAsync(transaction, districtId, named.ToSearch, cancellationToken);
        return claims;
    }

    /// <summary>By those, by the payer's numbers, and by the members; with the claims in whose place they stand, and all with their lines.</summary>
    public static async Task<OurClaims> LikelyAsync(
        NpgsqlTransaction transaction, DistrictId districtId, IReadOnlyList<RemittedClaim> remitted, CancellationToken cancellationToken)
    {
        var claims = new OurClaims();
        var byPayerNumber = await KeysAsync(
            transaction, ByPayerNumberSql, districtId, remitted.Select(claim => claim.PayerClaimNumber), cancellationToken);
        var byMember = await KeysAsync(transaction, ByMemberSql, districtId, remitted.Select(claim => claim.MemberId), cancellationToken);
        var claimIds = NamedBy(districtId, remitted).All;
        claimIds.UnionWith(byPayerNumber.Select(row => row.ClaimId));
        claimIds.UnionWith(byMember.Select(row => row.ClaimId));
        await claims.AddAsync(transaction, districtId, claimIds, cancellationToken);
        await claims.AddLinesAsync(transaction, districtId, claimIds, cancellationToken);
        await claims.AddReplacedAsync(transaction, districtId, cancellationToken);
        claims.Index(claims._byPayerNumber, byPayerNumber);
        claims.Index(claims._byMember, byMember);
        return claims;
    }

    public static async Task<OurClaim?> FindAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long claimId, CancellationToken cancellationToken)
    {
        var claims = new OurClaims();
        await claims.AddAsync(transaction, districtId, [claimId], cancellationToken);
        await claims.AddLinesAsync(transaction, districtId, [claimId], cancellationToken);
        return claims.Find(claimId);
    }

    public OurClaim? Find(long claimId) => _claims.GetValueOrDefault(claimId);

    /// <summary>Those that the payer calls so.</summary>
    public IReadOnlyList<OurClaim> WithPayerNumber(string number) => _byPayerNumber.GetValueOrDefault(number) ?? [];

    /// <summary>The member's, without voids.</summary>
    public IReadOnlyList<OurClaim> OfMember(string memberId) => _byMember.GetValueOrDefault(memberId) ?? [];

    /// <returns>All that are named, and those of them in which a line is to be found by what it is.</returns>
    private static (SortedSet<long> All, SortedSet<long> ToSearch) NamedBy(DistrictId districtId, IReadOnlyList<RemittedClaim> remitted)
    {
        var (all, toSearch) = (new SortedSet<long>(), new SortedSet<long>());
        foreach (var claim in remitted)
        {
            var isWithoutNumber = claim.Lines.Count == 0;
            for (var i = 0; i < claim.Lines.Count; i++)
            {
                if (!OurNumber.TryParseLine(claim.Lines[i].ControlNumber, out var line))
                {
                    isWithoutNumber = true;
                }
                else if (line.Claim.DistrictId == districtId)
                {
                    all.Add(line.Claim.ClaimId);
                }
            }

            if (ClaimNumber.TryParse(claim.ClaimNumber, out var number) && number.DistrictId == districtId)
            {
                all.Add(number.ClaimId);
                if (isWithoutNumber)
                {
                    toSearch.Add(number.ClaimId);
                }
            }
        }

        return (all, toSearch);
    }

    private static async Task<List<KeyRow>> KeysAsync(
        NpgsqlTransaction transaction, string sql, DistrictId districtId, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var given = keys.Where(key => key.Length > 0).Distinct().ToArray();
        return given.Length == 0
            ? []
            : (await transaction.Connection!.QueryAsync<KeyRow>(new CommandDefinition(
                sql, new { districtId, keys = given }, transaction, cancellationToken: cancellationToken))).AsList();
    }

    private async Task AddAsync(NpgsqlTransaction transaction, DistrictId districtId, SortedSet<long> claimIds, CancellationToken cancellationToken)
    {
        foreach (var row in await QueryAsync<ClaimRow>(transaction, ClaimsSql, districtId, claimIds, cancellationToken))
        {
            _claims.Add(row.ClaimId, new(row.ClaimId, row.Frequency == OurClaim.Void, row.ReplacesClaimId, row.Lines));
        }
    }

    /// <summary>Step by step back to the originals.</summary>
    private async Task AddReplacedAsync(NpgsqlTransaction transaction, DistrictId districtId, CancellationToken cancellationToken)
    {
        for (var more = Replaced(); more.Count > 0; more = Replaced(more))
        {
            await AddAsync(transaction, districtId, more, cancellationToken);
            await AddLinesAsync(transaction, districtId, more, cancellationToken);
        }

        SortedSet<long> Replaced(IEnumerable<long>? of = null) =>
            [.. (of?.Select(Find) ?? _claims.Values).Select(claim => claim?.ReplacesClaimId).OfType<long>().Where(id => Find(id) is null)];
    }

    private async Task AddLinesAsync(NpgsqlTransaction transaction, DistrictId districtId, SortedSet<long> claimIds, CancellationToken cancellationToken)
    {
        foreach (var row in await QueryAsync<LineRow>(transaction, LinesSql, districtId, claimIds, cancellationToken))
        {
            if (_claims.TryGetValue(row.ClaimId, out var claim))
            {
                claim.Lines.Add(new(claim, row.LineNumber, row.ServiceDate, row.Procedure, row.Modifiers, row.ChargeCents));
            }
        }
    }

    private static async Task<List<T>> QueryAsync<T>(
        NpgsqlTransaction transaction, string sql, DistrictId districtId, SortedSet<long> claimIds, CancellationToken cancellationToken) =>
        claimIds.Count == 0
            ? []
            : (await transaction.Connection!.QueryAsync<T>(new CommandDefinition(
                sql,
                new { districtId, claimIds = claimIds.ToArray(), first = claimIds.Min, last = claimIds.Max },
                transaction,
                cancellationToken: cancellationToken))).AsList();

    private void Index(Dictionary<string, List<OurClaim>> index, List<KeyRow> rows)
    {
        foreach (var row in rows)
        {
            if (Find(row.ClaimId) is { } claim)
            {
                if (!index.TryGetValue(row.Key, out var claims))
                {
                    index[row.Key] = claims = [];
                }

                claims.Add(claim);
            }
        }
    }

    private sealed record ClaimRow(long ClaimId, string Frequency, long? ReplacesClaimId, int Lines);

    private sealed record LineRow(long ClaimId, int LineNumber, DateOnly ServiceDate, string Procedure, string Modifiers, long ChargeCents);

    private sealed record KeyRow(string Key, long ClaimId);
}

/// <summary>One of our claims with its lines.</summary>
/// <param name="isVoid">It takes another one back and bills nothing: what is said of it is said of that one.</param>
/// <param name="replacesClaimId">The claim in whose place it stands; of a void the one that bills what it takes back.</param>
/// <param name="lineCount">Its lines are numbered from 1 to this.</param>
internal sealed class OurClaim(long claimId, bool isVoid, long? replacesClaimId, int lineCount)
{
    /// <summary>CLM05-3.</summary>
    public const string Void = "8";

    public long ClaimId => claimId;

    public bool IsVoid => isVoid;

    public long? ReplacesClaimId => replacesClaimId;

    /// <summary>In their order; none where they were not fetched.</summary>
    public List<OurLine> Lines { get; } = [];

    /// <summary>The claim whose lines money moves on.</summary>
    public long PostsTo => isVoid ? replacesClaimId!.Value : claimId;

    public bool HasLine(int number) => number >= 1 && number <= lineCount;
}

internal sealed class OurLine(OurClaim claim, int number, DateOnly date, string procedure, string modifiers, long chargeCents)
{
    public OurClaim Claim => claim;

    public int Number => number;

    public DateOnly Date => date;

    public string Procedure => procedure;

    public string Modifiers => modifiers;

    public long ChargeCents => chargeCents;
}
