using System.Net;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>Approvers and their deputies at work: who decides about what, with whom, in whose name.</summary>
[Collection(MailPortalTests.Name)]
public sealed class DecidingTests(MailPortal portal)
{
    [Fact]
    public async Task NobodyDecides_TheOwnRequest_AndTwoAreNeededWhereThePolicySaysSo()
    {
        var own = await portal.AskAsync("kato", await portal.DeliverAsync("own", MailPortal.Colleague), "Download");
        var kato = portal["kato"];
        await kato.GetAsync($"/requests/{own}");
        Assert.Contains("Nobody decides about the own request", kato.Body, StringComparison.Ordinal);
        await kato.SubmitAsync("/account/password", $"/requests/{own}", ("decision", "approve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kato.Status);

        var id = await portal.DeliverAsync("two persons", MailPortal.Council);
        var request = await portal.AskAsync("sato", id, "Download");
        await portal.DecideAsync("suzuki", request, "approve");
        await portal["sato"].GetAsync($"/m/{id}");
        Assert.Contains("One of two approved", portal["sato"].Body, StringComparison.Ordinal);
        await portal["suzuki"].SubmitAsync("/account/password", $"/requests/{request}", ("decision", "approve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, portal["suzuki"].Status);
        await portal.DecideAsync("ito", request, "approve");
        await portal["sato"].GetAsync($"/m/{id}");
        Assert.Contains("Approved, not fetched", portal["sato"].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_AreDecidedTogether_EachOnItsOwn()
    {
        var (first, second) = (await portal.DeliverAsync("together 1", MailPortal.Clerk), await portal.DeliverAsync("together 2", MailPortal.Clerk));
        var (one, two) = (await portal.AskAsync("sato", first, "Download"), await portal.AskAsync("sato", second, "Download"));
        var ito = portal["ito"];
        await ito.SubmitAsync("/requests", ("decision", "approve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ito.Status);
        await ito.SubmitAsync("/requests", ("requests", one), ("requests", two), ("decision", "refuse"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ito.Status);
        Assert.Contains($"value=\"{two}\" checked", ito.Body, StringComparison.Ordinal);

        await portal["sato"].SubmitAsync($"/m/{first}", $"/m/{first}?handler=withdraw", ("request", one));
        await ito.SubmitAsync("/requests", ("requests", one), ("requests", two), ("decision", "refuse"), ("reason", "not needed"));
        Assert.Equal(HttpStatusCode.OK, ito.Status);
        Assert.Contains("1 of 2 decided", ito.Body, StringComparison.Ordinal);
        Assert.Contains("Decided, taken back or lapsed meanwhile", ito.Body, StringComparison.Ordinal);
        Assert.Contains("Refused", await portal.StepsAsync(second));
        Assert.DoesNotContain("Refused", await portal.StepsAsync(first));
    }

    [Fact]
    public async Task Deputy_DecidesInTheNameOfWhoIsAbsent_NeverForWhoAsked()
    {
        var today = DateTime.Now.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var before = (await portal.ExportAsync("--kind", "Delegated")).Count;
        var mori = portal["mori"];
        await mori.GetAsync("/");
        Assert.DoesNotContain("href=\"/requests\"", mori.Body, StringComparison.Ordinal);
        await portal["kato"].GetAsync("/account/deputy");
        var id = portal["kato"].Find("value=\"([0-9a-f]{32})\"[^>]*>財政課　Mori")!;
        await portal["kato"].SubmitAsync("/account/deputy", ("to", id), ("firstDay", today), ("lastDay", "2001-01-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, portal["kato"].Status);
        await portal["kato"].SubmitAsync("/account/deputy", ("to", id), ("firstDay", today), ("lastDay", today));
        Assert.Equal(HttpStatusCode.Redirect, portal["kato"].Status);
        Assert.Contains("kato", (await portal.Gateway.CommandAsync("user", "delegations")).Text, StringComparison.Ordinal);

        // By kato's right mori decides about others, but not about what kato asks for.
        await mori.GetAsync("/");
        Assert.Contains("href=\"/requests\"", mori.Body, StringComparison.Ordinal);
        var own = await portal.AskAsync("kato", await portal.DeliverAsync("kato's own", MailPortal.Colleague), "Download");
        await mori.SubmitAsync("/requests", $"/requests/{own}", ("decision", "approve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mori.Status);
        Assert.Contains("Who you stand in for asked for it", mori.Body, StringComparison.Ordinal);
        var other = await portal.DeliverAsync("somebody else's", MailPortal.Clerk);
        var request = await portal.AskAsync("sato", other, "Download");
        await mori.GetAsync($"/requests/{request}");
        Assert.Contains("in the name of Kato", mori.Body, StringComparison.Ordinal);
        await portal.DecideAsync("mori", request, "approve");
        var entry = (await portal.ExportAsync("--message", other, "--kind", "Approved")).Single();
        Assert.NotEqual(entry["actor"]!.GetValue<string>(), $"person:{entry["payload"]!["for"]!.GetValue<string>()}");

        // Of two who must agree kato and who stands in for kato are one.
        var council = await portal.AskAsync("sato", await portal.DeliverAsync("two persons, one right", MailPortal.Council), "Download");
        await portal.DecideAsync("kato", council, "approve");
        await mori.SubmitAsync("/requests", $"/requests/{council}", ("decision", "approve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mori.Status);

        await portal["kato"].SubmitAsync("/account/deputy", "/account/deputy?handler=end", ("to", id), ("firstDay", today), ("lastDay", today));
        Assert.Equal(HttpStatusCode.Redirect, portal["kato"].Status);
        await mori.GetAsync($"/requests/{council}");
        Assert.Equal(HttpStatusCode.NotFound, mori.Status);
        Assert.Equal(before + 2, (await portal.ExportAsync("--kind", "Delegated")).Count);
    }

    [Fact]
    public async Task Refusal_NeedsWords_AndAWithdrawnRequestCannotBeDecided()
    {
        var id = await portal.DeliverAsync("refused", MailPortal.Clerk);
        var request = await portal.AskAsync("sato", id, "Download");
        await portal["suzuki"].SubmitAsync($"/requests/{request}", ("decision", "refuse"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, portal["suzuki"].Status);
        await portal.DecideAsync("suzuki", request, "refuse", "not <b>now</b>");
        await portal["sato"].GetAsync($"/m/{id}");
        Assert.Contains("not <b>now</b>", portal["sato"].Body, StringComparison.Ordinal); // decoded by the visitor: it was encoded in the page
        Assert.DoesNotContain("<b>now", await portal["sato"].Answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var second = await portal.AskAsync("sato", id, "InternetMailbox");
        await portal["sato"].SubmitAsync($"/m/{id}", $"/m/{id}?handler=withdraw", ("request", second));
        Assert.Equal(HttpStatusCode.Redirect, portal["sato"].Status);
        await portal["suzuki"].GetAsync($"/requests/{second}");
        Assert.Equal(HttpStatusCode.NotFound, portal["suzuki"].Status);
    }
}
