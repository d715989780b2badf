using System.Collections.Concurrent;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>What the writer must know of a message to take a step. Changed by the group commit's thread alone; Key and Id never change.</summary>
internal sealed class MessageState(MessageId id, long sequence, long slot, MessageKey? key)
{
    public MessageId Id { get; } = id;

    public long Sequence { get; } = sequence;

    public long Slot { get; } = slot;

    /// <summary>Null when the stored key does not verify; such a message can still be dropped and erased.</summary>
    public MessageKey? Key { get; } = key;

    public required RecipientRow[] Recipients { get; init; }

    /// <summary>Per group: a clean output is stored.</summary>
    public required bool[] Outputs { get; init; }

    /// <summary>Recipients that are not final.</summary>
    public int CountOpen() => Recipients.Count(row => !RecipientTransitions.IsFinal(row.State));

    /// <summary>Recipients that wait for a person.</summary>
    public int CountHeld() => Recipients.Count(row => row.State == RecipientState.Held);

    /// <summary>The earliest next attempt, in UTC ticks, or null when nobody waits for one.</summary>
    public long? FindDue()
    {
        long? due = null;
        foreach (var row in Recipients)
        {
            if (RecipientTransitions.IsWaiting(row.State) && (due is null || row.Next < due))
            {
                due = row.Next;
            }
        }

        return due;
    }
}

/// <summary>A recipient's changing columns; Next in UTC ticks.</summary>
internal record struct RecipientRow(int Group, RecipientState State, int Attempts, long Next);

/// <summary>
/// The states of messages under way, so that a delivery right after its commit reads nothing. Only a copy of the rows: a message
/// touched by a failed transaction is forgotten and read again.
/// </summary>
internal sealed class MessageStates
{
    /// <summary>Origin: a full active window of the dispatcher several times over; about 1 KB each.</summary>
    private const int Capacity = 8192;

    private readonly ConcurrentDictionary<MessageId, MessageState> _states = new();
    private readonly Queue<MessageId> _ages = new();

    public MessageState? Find(MessageId id) => _states.GetValueOrDefault(id);

    public void Add(MessageState state)
    {
        _states[state.Id] = state;
        _ages.Enqueue(state.Id);
        while (_ages.Count > Capacity)
        {
            _states.TryRemove(_ages.Dequeue(), out _);
        }
    }

    public void Forget(MessageId id) => _states.TryRemove(id, out _);
}
