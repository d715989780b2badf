using Mugai.Gateway.Spooling;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Spooling;

public sealed class RecipientTransitionsTests
{
    [Fact]
    public void FinalStates_AreNeverLeft()
    {
        foreach (var from in new[] { RecipientState.Delivered, RecipientState.Failed, RecipientState.Dropped })
        {
            Assert.True(RecipientTransitions.IsFinal(from));
            Assert.All(Enum.GetValues<RecipientEvent>(), happened => Assert.False(RecipientTransitions.TryStep(from, happened, out _)));
        }
    }

    [Fact]
    public void Held_GoesOutOnlyByWayOfQueued()
    {
        Assert.False(RecipientTransitions.TryStep(RecipientState.Held, RecipientEvent.Delivered, out _));
        Assert.True(RecipientTransitions.TryStep(RecipientState.Held, RecipientEvent.Retried, out var to));
        Assert.Equal(RecipientState.Queued, to);
    }

    [Fact]
    public void EveryStateThatIsNotFinal_CanBeDropped_SoThatErasingIsAlwaysAStepOfTheTable()
    {
        foreach (var from in Enum.GetValues<RecipientState>().Where(state => !RecipientTransitions.IsFinal(state)))
        {
            Assert.True(RecipientTransitions.TryStep(from, RecipientEvent.Dropped, out _));
        }
    }

    [Fact]
    public void Rows_AreDistinct_AndUnknownValuesAreRefused()
    {
        Assert.Equal(RecipientTransitions.Rows.Count, RecipientTransitions.Rows.Select(row => (row.From, row.Event)).Distinct().Count());
        Assert.False(RecipientTransitions.TryStep((RecipientState)200, RecipientEvent.Delivered, out _));
        Assert.False(RecipientTransitions.TryStep(RecipientState.Queued, (RecipientEvent)200, out _));
    }
}
