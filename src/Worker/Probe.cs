using Mugai.Worker.Lockdown;

namespace Mugai.Worker;

/// <summary>What <c>--probe</c> prints: one line of JSON that says what this kernel can do for a worker.</summary>
internal static class Probe
{
    public static void Print()
    {
        var abi = Landlock.Abi();
        Console.WriteLine(
            $"{{\"build\":\"{BuildIdentity.Current}\",\"architecture\":\"{(Libc.IsArm64 ? "arm64" : "x64")}\",\"landlockAbi\":{abi},"
            + $"\"landlockNetwork\":{Word(abi >= 4)},\"landlockScope\":{Word(abi >= 6)},\"seccomp\":{Word(SeccompFilter.IsAvailable())}}}");
    }

    private static string Word(bool value) => value ? "true" : "false";
}
