using MedicaidLogs.Worker.Schedule;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>All that workers do, in the order in which the sweep asks for it.</summary>
public static class JobKinds
{
    public static IReadOnlyList<JobKind> All { get; } =
    [
        new JobKind<TakeInFile, TakeInFileJob>(TakeInFile.Name, turn => turn.FindAsync<TakeInFile>(TakeInFile.OpenSql)),
        new JobKind<PostResponseFile, PostResponseFileJob>(PostResponseFile.Name, turn => turn.FindAsync<PostResponseFile>(PostResponseFile.OpenSql)),
        new JobKind<CheckMonth, CheckMonthJob>(CheckMonth.Name, turn => turn.FindAsync<CheckMonth>(CheckMonth.OpenSql)),
        new JobKind<CloseMonth, CloseMonthJob>(CloseMonth.Name, turn => turn.FindAsync<CloseMonth>(CloseMonth.OpenSql)),
        new JobKind<BuildClaims, BuildClaimsJob>(BuildClaims.Name, turn => turn.FindAsync<BuildClaims>(BuildClaims.OpenSql)),
        new JobKind<MakeSessionLogs, MakeSessionLogsJob>(MakeSessionLogs.Name, turn => turn.FindAsync<MakeSessionLogs>(MakeSessionLogs.OpenSql)),
        new JobKind<VerifyBooks, VerifyBooksJob>(VerifyBooks.Name, async turn =>
            [.. from due in await turn.NightsAsync(VerifyBooks.LastSql, VerifyBooks.Hour) select new VerifyBooks(due.DistrictId, due.Night)]),
        new JobKind<ForgetOld, ForgetOldJob>(ForgetOld.Name, async turn =>
            [.. from due in await turn.NightsAsync(NightWork.LastSql, ForgetOld.Hour, ForgetOld.Name) select new ForgetOld(due.DistrictId, due.Night)]),
        new JobKind<NoteReminders, NoteRemindersJob>(NoteReminders.Name, async turn =>
            [.. from due in await turn.NightsAsync(NightWork.LastSql, NoteReminders.Hour, NoteReminders.Name) select new NoteReminders(due.DistrictId, due.Night)]),
        new JobKind<PollInbox, PollInboxJob>(PollInbox.Name, turn => turn.FindAsync<PollInbox>(PollInbox.OpenSql)),
        new JobKind<DeliverClaims, DeliverClaimsJob>(DeliverClaims.Name, turn => turn.FindAsync<DeliverClaims>(DeliverClaims.OpenSql)),
    ];
}
