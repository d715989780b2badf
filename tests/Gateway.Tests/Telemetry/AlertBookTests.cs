using Mugai.Gateway.Telemetry.Alerts;
using Mugai.Gateway.Telemetry.Parts;

namespace Mugai.Gateway.Tests.Telemetry;

public sealed class AlertBookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Complaint Something = new("wrong", "異常", "mend it", "直す");

    private readonly AlertBook _book = Book();

    [Fact]
    public void Raises_OnceAndRepeatsAtTheInterval()
    {
        Assert.Equal([AlertEvent.Raised], Events(0, PartState.Warning));
        Assert.Empty(Events(1, PartState.Warning));
        Assert.Empty(Events(239, PartState.Warning));
        Assert.Equal([AlertEvent.Repeated], Events(240, PartState.Warning));
        Assert.Empty(Events(241, PartState.Warning));
    }

    [Fact]
    public void Tells_AtOnceWhenItGetsWorse_AndNotWhenItGetsBetter()
    {
        Events(0, PartState.Warning);
        Assert.Equal([AlertEvent.Worse], Events(1, PartState.Failed));
        Assert.Empty(Events(2, PartState.Warning));
    }

    [Fact]
    public void Clears_AfterItWasWellForAWhile()
    {
        Events(0, PartState.Failed);
        Assert.Empty(Events(1, PartState.Ok));
        Assert.Empty(Events(5, PartState.Ok));
        Assert.Equal([AlertEvent.Cleared], Events(6, PartState.Ok));
        Assert.Empty(Events(7, PartState.Ok));
        Assert.Empty(_book.Raised);
    }

    [Fact]
    public void IsOneAlert_WhenItComesAndGoes()
    {
        var told = new List<AlertEvent>();
        for (var minute = 0; minute < 200; minute++)
        {
            told.AddRange(Events(minute, minute % 3 == 0 ? PartState.Failed : PartState.Ok));
        }

        Assert.Equal([AlertEvent.Raised], told);
    }

    [Fact]
    public void Keeps_QuietAfterARestart()
    {
        Events(0, PartState.Failed);
        var later = new AlertBook(TimeSpan.FromHours(4), TimeSpan.FromMinutes(5), _book.Raised);
        Assert.Empty(later.Judge(Parts(PartState.Failed), Noon.AddMinutes(1)));
        Assert.Equal(AlertEvent.Repeated, Assert.Single(later.Judge(Parts(PartState.Failed), Noon.AddHours(4))).Event);
    }

    [Fact]
    public void Clears_APartThatIsNotWatchedAnyMore()
    {
        Events(0, PartState.Failed);
        Assert.Empty(_book.Judge(new Dictionary<string, HealthPart>(), Noon.AddMinutes(1)));
        Assert.Equal(AlertEvent.Cleared, Assert.Single(_book.Judge(new Dictionary<string, HealthPart>(), Noon.AddMinutes(7))).Event);
    }

    private static AlertBook Book() => new(TimeSpan.FromHours(4), TimeSpan.FromMinutes(5), []);

    private static Dictionary<string, HealthPart> Parts(PartState state) => new() { ["disk"] = new(state, state == PartState.Ok ? null : Something) };

    private IEnumerable<AlertEvent> Events(int minute, PartState state) => [.. _book.Judge(Parts(state), Noon.AddMinutes(minute)).Select(news => news.Event)];
}
