using Mugai.Gateway.Smtp.Delivery;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Delivery;

public class RetryScheduleTests
{
    private static readonly DateTimeOffset Received = new(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Doubles_FromAMinuteToAnHour()
    {
        var schedule = new RetrySchedule(new RetryLimits(), TimeProvider.System);
        var nominal = new[] { 1, 2, 4, 8, 16, 32, 60, 60, 60 };
        for (var i = 0; i < 500; i++)
        {
            var message = MessageId.New();
            for (var attempt = 1; attempt <= nominal.Length; attempt++)
            {
                Assert.InRange(schedule.Wait(message, attempt).TotalMinutes, nominal[attempt - 1] * 0.75, nominal[attempt - 1]);
            }

            Assert.InRange(schedule.Wait(message, int.MaxValue).TotalMinutes, 45, 60);
        }
    }

    [Fact]
    public void Spreads_ABacklog_ButAnswersTheSameTwice()
    {
        var schedule = new RetrySchedule(new RetryLimits(), TimeProvider.System);
        var messages = Enumerable.Range(0, 200).Select(_ => MessageId.New()).ToArray();
        Assert.True(messages.Select(message => schedule.Wait(message, 7)).Distinct().Count() > 150);
        Assert.All(messages, message => Assert.Equal(schedule.Wait(message, 7), new RetrySchedule(new RetryLimits(), TimeProvider.System).Wait(message, 7)));
    }

    [Fact]
    public void TriesALastTime_AtTheVeryEnd_ThenExpires()
    {
        var clock = new StillClock(Received + TimeSpan.FromDays(5) - TimeSpan.FromMinutes(10));
        var schedule = new RetrySchedule(new RetryLimits(), clock);
        var recipient = Recipient(100, clock.Now);
        var decision = schedule.Decide(MessageId.New(), Received, recipient);
        Assert.False(decision.HasExpired);
        Assert.Equal(Received + TimeSpan.FromDays(5), decision.NextAttempt);
        clock.Now = decision.NextAttempt;
        Assert.True(schedule.Decide(MessageId.New(), Received, recipient).HasExpired);
    }

    [Fact]
    public void Warns_OfADelay_ExactlyOnce_AndOnlyWhenAsked()
    {
        foreach (var delay in (TimeSpan?[])[null, TimeSpan.FromMinutes(30), TimeSpan.FromHours(4)])
        {
            var clock = new StillClock(Received);
            var schedule = new RetrySchedule(new RetryLimits { DelayWarning = delay }, clock);
            var message = MessageId.New();
            var recipient = Recipient(0, Received);
            var warnedAt = new List<DateTimeOffset>();
            while (schedule.Decide(message, Received, recipient) is { HasExpired: false } decision)
            {
                if (decision.WarnOfDelay)
                {
                    warnedAt.Add(clock.Now);
                }

                recipient = Recipient(recipient.Attempts + 1, decision.NextAttempt);
                clock.Now = decision.NextAttempt + TimeSpan.FromSeconds(3);
            }

            if (delay is null)
            {
                Assert.Empty(warnedAt);
            }
            else
            {
                Assert.InRange(Assert.Single(warnedAt) - Received, delay.Value, delay.Value + TimeSpan.FromHours(1.1));
            }
        }
    }

    private static SpooledRecipient Recipient(int attempts, DateTimeOffset due) =>
        new() { Index = 0, Group = 0, State = RecipientState.Deferred, Attempts = attempts, NextAttempt = due };

    private sealed class StillClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
