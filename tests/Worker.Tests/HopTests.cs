using System.Globalization;
using Mugai.Sanitizing;
using Xunit.Abstractions;

namespace Mugai.Worker.Tests;

/// <summary>What a native step costs beside its work. The figures are printed; what is asserted is only that it is no other order of magnitude.</summary>
public sealed class HopTests(SharedSandbox shared, ITestOutputHelper output) : IClassFixture<SharedSandbox>
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public async Task Costs_MicrosecondsWhenTheWorkerIsWarm(int size)
    {
        var limits = BudgetLimits.ForInput(1000) with { MaxBytes = 1L << 40, MaxMilliseconds = 60_000 };
        var cpu = Environment.CpuUsage.TotalTime;
        var cleaned = await shared.Sandbox.CleanAsync($"MUGAI-TEST hops 3000 {size}\n", limits: limits);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        output.WriteLine($"{size} bytes: {cleaned.Text} µs (best, median); gateway CPU {cpu.TotalMicroseconds / 3000:F0} µs each");
        var best = double.Parse(cleaned.Text.Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.InRange(best, 1, 50_000);
    }
}
