using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.EndToEnd.Tests.Portal;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary><c>mugai key rotate</c> on a store in use, killed again and again.</summary>
public sealed class KeyRotationTests
{
    private const int Messages = 6000;
    private const string Password = "kawara-mizu-9 tsukue";

    [Fact]
    public async Task KilledAgainAndAgain_LosesNothing_AndPeopleStillSignIn()
    {
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean", PublicUrl = null });
        var temporary = (await gateway.CommandAsync("user", "add", "staff-1", "--reason", "test")).Text.Trim().Split(' ')[^1];
        using (var visitor = new PortalVisitor(gateway))
        {
            await visitor.SubmitAsync("/sign-in", ("name", "staff-1"), ("password", temporary));
            await visitor.SubmitAsync("/sign-in/password", ("password", Password), ("repeat", Password));
        }

        var running = await gateway.CommandAsync("key", "rotate", "--reason", "yearly");
        Assert.Equal(2, running.Code);
        Assert.Contains("停止", running.Error, StringComparison.Ordinal);
        Assert.Equal(0, await gateway.StopAsync());
        await FillAsync(gateway);
        var anchors = Path.Combine(gateway.Folder, "anchors.jsonl");
        Assert.Equal(0, (await gateway.CommandAsync("audit", "checkpoints", "-o", anchors)).Code);
        Assert.Equal(2, (await gateway.CommandAsync("key", "rotate")).Code);

        var random = new Random(11);
        for (var i = 0; i < 8; i++)
        {
            await using var command = ChildProcess.Start(MugaiServer.Program, ["key", "rotate", "--reason", "yearly", "--config", gateway.ConfigFile], gateway.Folder);
            await Task.Delay(200 + random.Next(300));
            command.Kill();
            await command.EndAsync();
        }

        var end = await gateway.CommandAsync("key", "rotate", "--reason", "yearly");
        Assert.True(end.Code == 0, end.ToString());
        Assert.Equal(0, (await gateway.CommandAsync("audit", "verify", "--anchors", anchors)).Code);
        Assert.Contains("key.rotate", (await gateway.CommandAsync("audit", "export", "--kind", "AdministratorActed")).Text, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(gateway.Folder, "key"), "master.key.old-*"));
        var rows = (await gateway.CommandAsync("quarantine", "list", "--recipient", "taro@city.example.lg.jp", "--json", "--limit", "10000")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Messages, rows.Length);
        Assert.All(rows, row => Assert.Equal("sender@outside.example", JsonNode.Parse(row)!["from"]!.GetValue<string>()));

        await gateway.StartAsync();
        using var again = new PortalVisitor(gateway);
        await again.SubmitAsync("/sign-in", ("name", "staff-1"), ("password", Password));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await again.GetAsync("/account")).Status);
        Assert.StartsWith("250", await gateway.SendAsync(["clerk@city.example.lg.jp"], Sample.Text("after")), StringComparison.Ordinal);
    }

    private static async Task FillAsync(MugaiServer gateway)
    {
        await using var spool = await EmbeddedSpool.OpenAsync(new EmbeddedSpoolOptions { Path = gateway.Store, MasterKeyFile = Path.Combine(gateway.Folder, "key", "master.key"), ReserveBytes = 0 }, NullLogger.Instance);
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(async number =>
        {
            await using var writer = spool.BeginOriginal();
            await writer.WriteAsync(Encoding.ASCII.GetBytes($"Subject: number {number}\r\n\r\nhello\r\n"), CancellationToken.None);
            var envelope = new Envelope
            {
                MailFrom = "sender@outside.example", Recipients = [new EnvelopeRecipient("taro@city.example.lg.jp")], ReceivedAt = DateTimeOffset.UtcNow, ClientAddress = "192.0.2.1",
                ClientName = new UntrustedText("mta.example"), Protocol = "ESMTP",
            };
            var kept = await spool.CommitAsync(writer, MessageKind.Mail, envelope, [new RecipientGroup(0, "default", "default", "rev-1")], [0], CancellationToken.None);
            // Final, so that the server that starts later has nothing to do with it.
            await spool.ApplyAsync(new SpoolChange { Message = kept.Id, Steps = [new RecipientStep(0, RecipientEvent.Dropped, default, default)] }, CancellationToken.None);
        }));
    }
}
