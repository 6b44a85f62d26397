namespace MedicaidLogs.Core.Packs;

/// <summary>What is wrong with a pack that is well-formed JSON, apart from the types of its values, which <see cref="PackValues"/> knows.</summary>
internal static class PackFaults
{
    /// <returns>Each fault with its JSON path.</returns>
    public static IEnumerable<string> Of(PackFile file)
    {
        string[] nulls = [.. Nulls(file)];
        return nulls.Length > 0
            ? nulls
            :
            [
                .. file.Values.Count == 0 ? ["$.values: at least one value is needed."] : Array.Empty<string>(),
                .. file.Values.SelectMany(value => OfDates($"$.values['{value.Key}']", value.Value)),
                .. file.Places.Where(place => !IsPlaceOfService(place.Value)).Select(place => $"$.places.{place.Key}: two digits are wanted."),
                .. file.Attendance.Where(code => code.Value.MissedBy is not (null or "student" or "provider" or "system"))
                    .Select(code => $"$.attendance.{code.Key}.missedBy: student, provider, system or null is wanted."),
                .. file.Services.Where(service => service.Value.OrderMonths < 1)
                    .Select(service => $"$.services.{service.Key}.orderMonths: 1 or more is wanted, or null where the service needs no order."),
                .. file.Credentials.SelectMany(credential => Unknown($"$.credentials.{credential.Key}.supervisedBy", credential.Value.SupervisedBy, file)),
                .. file.Codes.SelectMany((code, i) => OfCode($"$.codes[{i}]", code, file)),
                .. Doubles(file.Codes),
            ];
    }

    /// <summary>The serializer lets null pass as an item of a list or a table. None of a pack's may be null.</summary>
    private static IEnumerable<string> Nulls(PackFile file) =>
    [
        .. NullsOf("$.values", file.Values),
        .. file.Values.SelectMany(value => NullsOf($"$.values['{value.Key}']", value.Value ?? [])),
        .. NullsOf("$.places", file.Places),
        .. NullsOf("$.attendance", file.Attendance),
        .. NullsOf("$.credentials", file.Credentials),
        .. file.Credentials.SelectMany(credential => NullsOf($"$.credentials.{credential.Key}.supervisedBy", credential.Value?.SupervisedBy ?? [])),
        .. NullsOf("$.services", file.Services),
        .. NullsOf("$.codes", file.Codes),
        .. file.Codes.SelectMany((code, i) => NullsOf($"$.codes[{i}].credentials", code?.Credentials ?? [])),
        .. file.Codes.SelectMany((code, i) => NullsOf($"$.codes[{i}].modifiers", code?.Modifiers ?? [])),
    ];

    private static IEnumerable<string> NullsOf<T>(string path, Dictionary<string, T> table) =>
        table.Where(each => each.Value is null).Select(each => $"{path}['{each.Key}']: null is not allowed here.");

    private static IEnumerable<string> NullsOf<T>(string path, T[] items) =>
        items.Index().Where(each => each.Item is null).Select(each => $"{path}[{each.Index}]: null is not allowed here.");

    private static IEnumerable<string> OfDates(string path, DatedValue[] dated)
    {
        if (dated.Length == 0)
        {
            yield return $"{path}: at least one dated value is needed.";
        }

        for (var i = 1; i < dated.Length; i++)
        {
            if (dated[i].From <= dated[i - 1].From)
            {
                yield return $"{path}[{i}].from: values stand by date, the earliest first, none twice.";
            }
        }
    }

    private static IEnumerable<string> OfCode(string path, CodeRule code, PackFile file)
    {
        (string Member, bool Holds, string Wanted)[] conditions =
        [
            ("service", file.Services.ContainsKey(code.Service), $"'{code.Service}' is none of the pack's services."),
            ("credentials", code.Credentials.Length > 0, "at least one is needed."),
            ("procedure", code.Procedure.Length == 5 && code.Procedure.All(char.IsAsciiLetterOrDigit), "five letters and digits are wanted."),
            ("modifiers", code.Modifiers.Length <= 4 && code.Modifiers.All(modifier => modifier.Length == 2), "at most four of two characters each are wanted."),
            ("dayCapUnits", code.DayCapUnits is null or > 0, "1 or more is wanted, or null where there is no cap."),
            ("minutes", code.Minutes is null || (code.Minutes.From >= 0 && code.Minutes.From <= code.Minutes.To), "a range from 0 or more up to no less is wanted."),
            ("to", !(code.To < code.From), "it is before from."),
            ("to", code.To != DateOnly.MaxValue, "null is wanted where no end is known."),
        ];

        return conditions.Where(condition => !condition.Holds).Select(condition => $"{path}.{condition.Member}: {condition.Wanted}")
            .Concat(Unknown($"{path}.credentials", code.Credentials, file));
    }

    private static IEnumerable<string> Unknown(string path, string[] credentials, PackFile file) =>
        credentials.Where(credential => !file.Credentials.ContainsKey(credential))
            .Select(credential => $"{path}: '{credential}' is none of the pack's credentials.");

    private static IEnumerable<string> Doubles(CodeRule[] codes) =>
        from later in codes.Index()
        from earlier in codes.Index().Take(later.Index)
        where BillOneSession(earlier.Item, later.Item)
        select $"$.codes[{later.Index}]: {later.Item.Procedure} bills sessions that $.codes[{earlier.Index}], {earlier.Item.Procedure}, bills too; "
            + "service, mode, credentials, minutes and dates of two rows may not all meet.";

    private static bool BillOneSession(CodeRule one, CodeRule other) =>
        one.Service == other.Service
        && one.Mode == other.Mode
        && one.Credentials.Intersect(other.Credentials).Any()
        && !(one.Minutes?.To < other.Minutes?.From)
        && !(other.Minutes?.To < one.Minutes?.From)
        && !(one.To < other.From)
        && !(other.To < one.From);

    private static bool IsPlaceOfService(string place) => place.Length == 2 && place.All(char.IsAsciiDigit);
}
