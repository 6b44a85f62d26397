using System.Globalization;
using Bogus;

namespace MedicaidLogs.SeedData;

/// <summary>What providers write: the objective, the activity, the progress and the note of a session.</summary>
/// <remarks>A provider's notes of one month never repeat more than once, so that no clean district looks as if notes were copied.</remarks>
public sealed class Wording(Randomizer random)
{
    private const int MostOfOneNote = 2;

    private static readonly Dictionary<string, Phrases> _phrases = new(StringComparer.Ordinal)
    {
        ["SPEECH"] = new(
            ["1.1 Produces /r/ and /s/ blends in sentences", "1.2 Answers wh-questions about a short text", "1.3 Retells a story in order", "1.4 Uses past tense in conversation", "1.5 Asks for help in a full sentence"],
            ["Picture cards and minimal pairs", "Shared reading with wh-questions", "Story retell with a sequence strip", "Barrier game in pairs", "Conversation practice on the day's lunch"],
            ["{0} of {1} answers correct with verbal cues", "{0} of {1} targets correct, cues faded to visual", "Used the target form {0} times in {1} minutes of talk"]),
        ["OT"] = new(
            ["2.1 Writes three legible sentences", "2.2 Cuts along a curved line", "2.3 Keeps seated posture for 15 minutes", "2.4 Fastens own coat and shoes"],
            ["Tracing and copying on lined paper", "Scissor practice on card", "Putty and clothes-peg strengthening", "Dressing board and own coat", "Sensory warm-up, then desk work"],
            ["{0} of {1} letters within the lines", "Held a tripod grasp in {0} of {1} checks", "Needed {0} prompts over {1} minutes"]),
        ["PT"] = new(
            ["3.1 Climbs stairs with alternating feet", "3.2 Walks 100 feet on uneven ground", "3.3 Stands on one leg for ten seconds", "3.4 Moves from floor to standing unaided"],
            ["Stair climbing at the east stairwell", "Balance beam and stepping stones", "Treadmill walking, slow start", "Floor to stand transfers", "Ball kicking against the wall"],
            ["{0} of {1} trials without support", "Rail used in {0} of {1} flights", "Covered {0} yards in {1} minutes"]),
        ["NURSING"] = new(
            [""],
            ["Blood glucose check and insulin per care plan", "Gastrostomy feed and tube care", "Inhaler with spacer before recess", "Seizure watch and vital signs", "Clean intermittent catheterization"],
            ["Reading {0}, rechecked after {1} minutes, back to class", "Tolerated {0} mL over {1} minutes", "Pulse {0}, comfortable after {1} minutes"]),
        ["COUNSELING"] = new(
            ["4.1 Names a feeling before acting on it", "4.2 Uses a calming strategy without a prompt", "4.3 Joins a peer game for ten minutes"],
            ["Feelings thermometer and role play", "Coping cards with breathing practice", "Problem solving of a recess conflict", "Drawing and talking about change"],
            ["Named the feeling in {0} of {1} scenes", "Chose a strategy unprompted {0} times in {1} minutes", "Rated worry from {0} down over {1} minutes"]),
        ["PERSONAL_CARE"] = new(
            [""],
            ["Help with toileting and hand washing", "Help with feeding at lunch", "Positioning in the stander", "Transfer between wheelchair and desk"],
            ["{0} steps done alone of {1}", "Needed hand-over-hand help {0} times in {1} minutes"]),
        ["TRANSPORT"] = new(
            [""],
            ["Wheelchair secured at four points", "Lift used, harness checked"],
            ["on board {0}.{1} miles, odometer read at the door"]),
        ["SPEECH_EVAL"] = new(
            [""],
            ["Language sample and standardized articulation test"],
            ["{0} of {1} subtests done"]),
        ["CASE_MANAGEMENT"] = new(
            [""],
            ["Call with the family's care coordinator", "Visit of the after-school program", "Meeting with the student on the week's goals"],
            ["{0} of {1} points of the care plan done"]),
        ["INSTRUCTION"] = new(
            [""],
            ["Phonics lesson in the resource room"],
            ["{0} of {1} words read"]),
        ["MEETING"] = new(
            [""],
            ["Team meeting on the yearly review"],
            ["{0} of {1} points of the agenda covered"]),
    };

    private readonly Dictionary<(string Provider, int Month, string Note), int> _used = [];

    /// <summary>The row with its words filled in.</summary>
    public LogRow Fill(LogRow row)
    {
        var phrases = _phrases[row.Service];
        var activity = Pick(phrases.Activities);
        return row with
        {
            Objective = Discipline.NamesObjective(row.Service) ? Pick(phrases.Objectives) : "",
            Activity = activity,
            Progress = Discipline.NamesObjective(row.Service) ? Pick(["emerging", "making progress", "maintained", "near mastery"]) : "",
            Note = Note(row, activity, phrases),
        };
    }

    private string Note(LogRow row, string activity, Phrases phrases)
    {
        while (true)
        {
            var total = random.Int(10, 30);
            var measure = string.Format(CultureInfo.InvariantCulture, Pick(phrases.Measures), random.Int(3, total), total);
            var note = $"{activity}: {char.ToLowerInvariant(measure[0])}{measure[1..]}.";
            var key = (row.ProviderNumber, (row.Date.Year * 12) + row.Date.Month, note);
            var times = _used.GetValueOrDefault(key);
            if (times < MostOfOneNote)
            {
                _used[key] = times + 1;
                return note;
            }
        }
    }

    private string Pick(string[] choices) => choices[random.Int(0, choices.Length - 1)];

    private sealed record Phrases(string[] Objectives, string[] Activities, string[] Measures);
}
