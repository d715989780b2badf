namespace Mugai.Worker.Tests;

/// <summary>The processes of native workers, counted; so no other sandbox lives beside these tests.</summary>
public sealed class NativeSpareTests
{
    [Fact]
    public async Task Gives_TheNextStepAWorkerWhenTheSpareWasKilled()
    {
        var others = Spares.Ids();
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { NativeSteps = 1, NativeSpares = 1, MaxNativeWorkers = 2 });
        for (var i = 0; i < 3; i++)
        {
            var spare = await Spares.OneAsync(others);
            spare.Kill();
            await Spares.GoneAsync(spare);
            Assert.Equal(["None [4]  echo"], await NativeStepTests.StepsAsync(sandbox, ["mugaitest echo"]));
        }
    }

    [Fact]
    public async Task Leaves_NoNativeProcessBehind()
    {
        var others = Spares.Ids();
        await using (var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { PoolSize = 2 }))
        {
            await Spares.OneAsync(others);
            await Task.WhenAll(Enumerable.Range(0, 10).Select(i => sandbox.CleanAsync("MUGAI-TEST natives\nmugaitest do exit\nmugaitest echo\ndrop mugaitest do hang\n")));
        }

        Assert.Empty(Spares.Ids().Except(others));
    }
}
