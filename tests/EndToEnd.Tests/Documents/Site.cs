using System.Globalization;
using System.Text.RegularExpressions;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Documents;

/// <summary>The gateway that the pages of one language are tried on, and a second machine that has its key.</summary>
internal sealed partial class Site : IAsyncDisposable
{
    private readonly MailSink _inside;
    private readonly MugaiServer _gateway;
    private readonly MugaiServer _other;
    private readonly HashSet<string> _earlier = [];
    private string _newest = "";

    private Site(MailSink inside, MugaiServer gateway, MugaiServer other) => (_inside, _gateway, _other) = (inside, gateway, other);

    public static async Task<Site> StartAsync()
    {
        var inside = MailSink.Start();
        var settings = new MugaiSettings { NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{inside.Port}") };
        return new(inside, await MugaiServer.StartAsync(settings), MugaiServer.Prepare(settings));
    }

    /// <summary>Does what the page says, after a mail came.</summary>
    public async Task TryAsync(DocumentPage page)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_gateway.Folder, "pages", page.Name.Trim('/'))).FullName;
        foreach (var file in (string[])["report.docm", "invoice.docm", "請求書.docm", "workbook.xlsm", "見積書.xlsm"])
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, file), file.EndsWith(".docm", StringComparison.Ordinal) ? Sample.Docm : Sample.Case("ooxml", "xlm-macro").Bytes);
        }

        await MailComesAsync();
        foreach (var block in page.Blocks)
        {
            switch (block.Kind)
            {
                case "yaml policy":
                    await File.WriteAllTextAsync(Path.Combine(_gateway.Folder, "policies", "40-page.yaml"), block.Text);
                    break;
                case "sh stopped":
                    Assert.Equal(0, await _gateway.StopAsync());
                    await RunAsync(page, block, _gateway, folder);
                    await _gateway.StartAsync();
                    break;
                case "sh elsewhere":
                    Directory.CreateDirectory(Path.Combine(_other.Folder, "key"));
                    File.Copy(Path.Combine(_gateway.Folder, "key", "master.key"), Path.Combine(_other.Folder, "key", "master.key"), overwrite: true);
                    await RunAsync(page, block, _other, folder);
                    break;
                case "sh":
                    await RunAsync(page, block, _gateway, folder);
                    break;
                default:
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        var code = _gateway.Process.HasExited ? 0 : await _gateway.StopAsync();
        await _gateway.DisposeAsync();
        await _other.DisposeAsync();
        await _inside.DisposeAsync();
        Assert.Equal(0, code);
    }

    /// <summary>The mail that a page calls REFERENCE: it came and was delivered.</summary>
    private async Task MailComesAsync()
    {
        Assert.StartsWith("250", await _gateway.SendAsync(["clerk@city.example.lg.jp"], Sample.HtmlWithDocm("a mail")), StringComparison.Ordinal);
        await Wait.UntilAsync(
            async () =>
            {
                var ids = (await _gateway.FindAsync("delivered")).Select(mail => mail["id"]!.GetValue<string>()).Where(_earlier.Add).ToList();
                _newest = ids.FirstOrDefault(_newest);
                return ids.Count > 0;
            },
            () => $"not delivered: {_gateway.Process.Said}");
    }

    private async Task RunAsync(DocumentPage page, DocumentBlock block, MugaiServer machine, string folder)
    {
        // The commands of the page, with the names that this machine has.
        var tools = Path.Combine(machine.Folder, "tools");
        Directory.CreateDirectory(tools);
        Tool(Path.Combine(tools, "mugai"), $"exec '{MugaiServer.Program}' \"$@\" --config '{machine.ConfigFile}'");
        Tool(Path.Combine(folder, "mugai"), $"exec '{MugaiServer.Program}' \"$@\" --config '{machine.ConfigFile}'");
        Tool(Path.Combine(tools, "sudo"), "[ \"$1\" = -u ] && shift 2; exec \"$@\"");
        var backups = Path.Combine(_gateway.Folder, "backups");
        var text = block.Text.Replace("127.0.0.1:25 ", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_gateway.SmtpPort} "), StringComparison.Ordinal)
            .Replace("/backup/mugai/mugai-20261129T010000Z", Directory.Exists(backups) ? Directory.GetDirectories(backups).Max() : "", StringComparison.Ordinal)
            .Replace("/backup/mugai", backups, StringComparison.Ordinal).Replace("/backup/", folder + "/", StringComparison.Ordinal);
        text = Reference().Replace(text, _newest);
        var end = await ChildProcess.RunAsync("/bin/bash", ["-e", "-o", "pipefail", "-c", $"PATH='{tools}':$PATH\n{text}"], folder, within: TimeSpan.FromSeconds(120));
        Assert.True(end.Code == 0, $"{page}: {text}\n{end}");
    }

    private static void Tool(string path, string command)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{command}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [GeneratedRegex("REFERENCE|受付番号")]
    private static partial Regex Reference();
}
