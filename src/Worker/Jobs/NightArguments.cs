using System.Globalization;
using MedicaidLogs.Core.Jobs;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A night of a district whose work is to be done.</summary>
public abstract record NightArguments(int DistrictId, DateOnly Night) : IJobArguments
{
    public abstract string Kind { get; }

    public string Subject => Night.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
