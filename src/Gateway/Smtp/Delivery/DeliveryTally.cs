using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>What is known of each recipient while an attempt runs. Written once per recipient; used by one task.</summary>
internal sealed class DeliveryTally
{
    private readonly DeliveryJob _job;
    private readonly RecipientDelivery?[] _decided;

    public DeliveryTally(DeliveryJob job)
    {
        _job = job;
        _decided = new RecipientDelivery?[job.Recipients.Count];
        UndecidedCount = _decided.Length;
    }

    public DeliveryJob Job => _job;

    public int UndecidedCount { get; private set; }

    public bool AnyDelivered { get; private set; }

    public DeliveryRecipient Recipient(int position) => _job.Recipients[position];

    /// <summary>Positions in the job's list, in order, at most <paramref name="max"/>.</summary>
    public List<int> TakeUndecided(int max)
    {
        var positions = new List<int>(Math.Min(max, UndecidedCount));
        for (var i = 0; i < _decided.Length && positions.Count < max; i++)
        {
            if (_decided[i] is null)
            {
                positions.Add(i);
            }
        }

        return positions;
    }

    public void Deliver(int position, DeliveryReply reply, string remoteName, DsnHandover handover)
    {
        AnyDelivered = true;
        Decide(position, new RecipientDelivery(
            Recipient(position).Index, DeliveryOutcome.Delivered, reply, DeliveryPhase.Done, DeliverySide.None, remoteName, handover));
    }

    /// <summary>Applies the policy to one recipient. False when it stays undecided (next address or next transaction).</summary>
    public bool Judge(int position, Trouble trouble, string remoteName, bool othersAccepted = false)
    {
        var verdict = DeliveryTrouble.Judge(trouble, othersAccepted: othersAccepted);
        if (verdict == TroubleVerdict.AnotherTransaction)
        {
            return false;
        }

        Decide(position, new RecipientDelivery(
            Recipient(position).Index, verdict == TroubleVerdict.Fail ? DeliveryOutcome.Failed : DeliveryOutcome.Deferred,
            trouble.Reply, trouble.Phase, trouble.Side, remoteName, DsnHandover.None));
        return true;
    }

    public void JudgeUndecided(Trouble trouble, string remoteName)
    {
        for (var i = 0; i < _decided.Length; i++)
        {
            if (_decided[i] is null)
            {
                Judge(i, trouble, remoteName);
            }
        }
    }

    /// <summary>Recipients that must never become a command line.</summary>
    public void RefuseUnsafeAddresses()
    {
        if (_job.MailFrom.Length > 0 && !EnvelopeSyntax.IsAddress(_job.MailFrom))
        {
            JudgeUndecided(Trouble.Ours(DeliveryPhase.Envelope, new ReplyStatus(5, 1, 7), "the sender address is not one that SMTP can carry"), "");
            return;
        }

        for (var i = 0; i < _decided.Length; i++)
        {
            if (_decided[i] is null && !EnvelopeSyntax.IsAddress(Recipient(i).Address))
            {
                Judge(i, Trouble.Ours(DeliveryPhase.Envelope, new ReplyStatus(5, 1, 3), "the recipient address is not one that SMTP can carry"), "");
            }
        }
    }

    public DeliveryReport ToReport() => new([.. _decided.Select(decided => decided!)]);

    private void Decide(int position, RecipientDelivery delivery)
    {
        if (_decided[position] is null)
        {
            _decided[position] = delivery;
            UndecidedCount--;
        }
    }
}
