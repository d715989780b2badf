using System.Text;
using Mugai.Worker.Lockdown;

namespace Mugai.Worker;

/// <summary>Words for the gateway's log. System.Console sets up a terminal on first use, which the filter forbids.</summary>
internal static unsafe class StandardError
{
    public static void Say(string text)
    {
        var line = Encoding.UTF8.GetBytes(text + "\n");
        fixed (byte* bytes = line)
        {
            _ = Libc.Write(2, bytes, line.Length);
        }
    }
}
