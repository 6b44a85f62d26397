using System.Globalization;
using MedicaidLogs.SeedData;
using MedicaidLogs.SeedData.MapleGrove;

switch (args)
{
    case ["maple-grove", var directory]:
        District.Write(SampleDistrict.Files(), directory);
        return 0;
    case ["district", var directory, var seed, var schools, var students, var providers, var firstMonth, var months, .. var faultRate]:
        var size = new DistrictSize(
            Number(seed), Number(schools), Number(students), Number(providers),
            DateOnly.ParseExact(firstMonth + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture), Number(months),
            faultRate is [var rate] ? double.Parse(rate, CultureInfo.InvariantCulture) : 0);
        District.Write(DistrictGenerator.Generate(size).Files(), directory);
        return 0;
    case ["log-month", var directory, var rows]:
        var month = new LogMonth(Number(rows));
        District.Write(month.Reference().ReferenceFiles(), directory);
        using (var stream = File.Create(Path.Combine(directory, "logs.csv")))
        {
            month.WriteLogs(stream);
        }

        return 0;
    default:
        Console.Error.WriteLine("""
            SeedData maple-grove DIR
            SeedData district DIR SEED SCHOOLS STUDENTS PROVIDERS FIRST-MONTH MONTHS [FAULT-RATE]
            SeedData log-month DIR ROWS
            """);
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
