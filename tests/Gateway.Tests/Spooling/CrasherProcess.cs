using System.Diagnostics;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>Starts the spool's crash program, which lies beside the tests.</summary>
internal static class CrasherProcess
{
    public static Process Start(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Mugai.SpoolCrasher.dll");
        return Process.Start(new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
