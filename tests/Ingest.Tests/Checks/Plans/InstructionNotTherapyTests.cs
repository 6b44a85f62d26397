using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class InstructionNotTherapyTests
{
    [Fact]
    public void Therapy_passes() => Assert.False(An.Entry().Draws(InstructionNotTherapy.Check));

    [Fact]
    public void Instruction_draws_this_code_alone() => Assert.Equal([InstructionNotTherapy.Code], An.Entry().Of("INSTRUCTION").AllCodes());

    [Fact]
    public void Even_where_the_plan_has_a_row_for_it() =>
        Assert.Equal([InstructionNotTherapy.Code], An.Entry().OnGridRow("300 min per week", "INSTRUCTION").Of("INSTRUCTION").AllCodes());
}
