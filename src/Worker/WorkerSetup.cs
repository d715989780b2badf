using System.Globalization;
using Mugai.Frames;

namespace Mugai.Worker;

/// <summary>The worker's arguments, written by the gateway. They hold no secret: everybody on the machine can read them.</summary>
internal sealed record WorkerSetup
{
    public const string Usage = "usage: mugai-worker --probe | --libraries | --kind managed|native|program [--plugin SHA256=PATH]… [--parent PID] [--max-address-bytes N] [--max-processes N] [--danger-unsandboxed] [--run PATH -- ARGUMENT…]";

    public bool Probe { get; private init; }

    public bool Libraries { get; private init; }

    public WorkerKind Kind { get; private init; }

    public IReadOnlyList<PinnedPlugin> Plugins { get; private init; } = [];

    /// <summary>Address space: with 3 GiB the runtime does not start, whatever the heap's limit.</summary>
    public ulong MaxAddressBytes { get; private init; } = 4UL << 30;

    public ulong MaxProcesses { get; private init; } = 4096;

    public bool DangerUnsandboxed { get; private init; }

    /// <summary>The gateway's process id; a worker that finds another parent has lost its own while it started, and ends.</summary>
    public int? Parent { get; private init; }

    /// <summary>The program that takes this one's place; of kind program alone.</summary>
    public string? Run { get; private init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> RunArguments { get; private init; } = [];

    public int LandlockAbi { get; } = Lockdown.Landlock.Abi();

    /// <summary>Null when the arguments make no sense.</summary>
    public static WorkerSetup? Parse(IReadOnlyList<string> arguments)
    {
        var setup = new WorkerSetup();
        var plugins = new List<PinnedPlugin>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--probe":
                    setup = setup with { Probe = true };
                    break;
                case "--libraries":
                    setup = setup with { Libraries = true };
                    break;
                case "--danger-unsandboxed":
                    setup = setup with { DangerUnsandboxed = true };
                    break;
                case "--kind" when Enum.TryParse<WorkerKind>(value, ignoreCase: true, out var kind) && Enum.IsDefined(kind):
                    setup = setup with { Kind = kind };
                    i++;
                    break;
                case "--parent" when int.TryParse(value, CultureInfo.InvariantCulture, out var parent):
                    setup = setup with { Parent = parent };
                    i++;
                    break;
                case "--plugin" when PinnedPlugin.TryParse(value, out var plugin):
                    plugins.Add(plugin);
                    i++;
                    break;
                case "--max-address-bytes" when ulong.TryParse(value, CultureInfo.InvariantCulture, out var bytes):
                    setup = setup with { MaxAddressBytes = bytes };
                    i++;
                    break;
                case "--max-processes" when ulong.TryParse(value, CultureInfo.InvariantCulture, out var processes):
                    setup = setup with { MaxProcesses = processes };
                    i++;
                    break;
                case "--run" when Path.IsPathRooted(value):
                    setup = setup with { Run = value };
                    i++;
                    break;
                case "--" when setup.Run is not null:
                    setup = setup with { RunArguments = [.. arguments.Skip(i + 1)] };
                    i = arguments.Count;
                    break;
                default:
                    return null;
            }
        }

        if (setup.Kind == WorkerKind.Program != (setup.Run is not null))
        {
            return null;
        }

        return setup.Probe || setup.Libraries || setup.Kind != 0 ? setup with { Plugins = plugins } : null;
    }
}
