using System.Collections.Concurrent;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Runs the catalogue over a district-month, stage by stage, and leaves each entry's verdicts on it.</summary>
/// <remarks>
/// Within a stage entries are independent, so threads share them freely; verdicts move only between stages. The result
/// depends on neither the order of the entries nor the number of threads.
/// </remarks>
public static class CheckEngine
{
    /// <summary>Entries that one thread takes at a time: enough that taking them costs nothing, few enough that both cores end together.</summary>
    internal const int SliceEntries = 4096;

    /// <returns>The findings of all entries that are not there for context only, ordered by entry and code.</returns>
    public static IReadOnlyList<Finding> Run(CheckContext context, int? threads = null)
    {
        foreach (var entry in context.EntriesByStudent)
        {
            entry.ForgetVerdicts();
        }

        context.History.ForgetVerdicts();
        var all = new List<Finding>();
        foreach (var stage in Catalogue.Stages)
        {
            foreach (var (entry, found) in RunStage(stage, context, threads ?? Environment.ProcessorCount))
            {
                var finding = entry.Office.Weighed(found, entry);
                Weigh(entry, finding);
                if (!entry.ContextOnly)
                {
                    all.Add(finding);
                }
            }

            context.History.Weigh(stage);
        }

        Values.Set(context);
        all.Sort(ByEntryAndCode);
        return all;
    }

    private static List<(Entry Entry, Finding Finding)> RunStage(Stage stage, CheckContext context, int threads)
    {
        var found = new List<(Entry, Finding)>();
        var entries = context.EntriesByStudent;
        if (entries.Length == 0 || stage.Checks.Length == 0)
        {
            return found;
        }

        Parallel.ForEach(
            Partitioner.Create(0, entries.Length, SliceEntries),
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new Findings(),
            (slice, _, findings) =>
            {
                for (var i = slice.Item1; i < slice.Item2; i++)
                {
                    CheckOne(entries[i], stage, context, findings);
                }

                return findings;
            },
            findings =>
            {
                lock (found)
                {
                    found.AddRange(findings.Found);
                }
            });
        return found;
    }

    private static void CheckOne(Entry entry, Stage stage, CheckContext context, Findings findings)
    {
        if (!stage.OfTheRowAlone && context.IsInFuture(entry))
        {
            return; // Until the date is right, what it contradicts is no fault of its own.
        }

        var held = entry.Held;
        foreach (var line in stage.Checks)
        {
            if (held || line.OfMissedSessions)
            {
                line.Check(entry, context, findings);
            }
        }
    }

    private static void Weigh(Entry entry, Finding finding)
    {
        if (entry.Worst is null || finding.Severity > entry.Worst)
        {
            entry.Worst = finding.Severity;
        }

        entry.Undelivered |= finding.Severity != Severity.Warn && Catalogue.Undelivers(finding.Code);
    }

    private static int ByEntryAndCode(Finding one, Finding other)
    {
        var order = one.EntryId.CompareTo(other.EntryId);
        order = order != 0 ? order : string.CompareOrdinal(one.Code, other.Code);
        return order != 0 ? order : one.Saw.AsSpan().SequenceCompareTo(other.Saw);
    }
}
