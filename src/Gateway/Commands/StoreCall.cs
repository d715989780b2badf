using System.CommandLine;

namespace Mugai.Gateway.Commands;

/// <summary>What the commands that ask the store have in common: configuration, door, and refusals in words.</summary>
internal static class StoreCall
{
    public static async Task<int> WithDoorAsync(ParseResult parsed, Func<IStoreDoor, Task<int>> act, CancellationToken token)
    {
        if (Setup.LoadConfig(parsed.GetValue(CommandLine.Config)) is not { } config || await StoreDoor.OpenAsync(config, token).ConfigureAwait(false) is not { } door)
        {
            return ExitCode.Usage;
        }

        await using (door.ConfigureAwait(false))
        {
            try
            {
                return await act(door).ConfigureAwait(false);
            }
            catch (ArgumentException refused)
            {
                Say.Error(refused.Message);
                return ExitCode.Usage;
            }
        }
    }
}
