namespace Mugai.Gateway.Tenants;

/// <summary>
/// Places that tenants (団体) share: workers, native steps, journeys, connections. Each tenant waits in a line of its own; a free place goes to the tenant that holds the fewest
/// for its share, and among equals to the one served longest ago. So a flood waits behind itself, and whoever sends little is next. Places above <c>places</c> are
/// reserved for tenants that hold fewer than <c>own</c>: one whose jobs all hang cannot keep out another. Whoever holds a place and cannot use it yet lends it to the other tenants.
/// </summary>
internal sealed class FairGate(int places, int reserved = 0, int own = 1, Func<string, int>? shareOf = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private TaskCompletionSource? _empty;
    private int _held;
    private int _lent;
    private long _turn;

    /// <summary>Places taken.</summary>
    public int Held
    {
        get
        {
            lock (_lock)
            {
                return _held;
            }
        }
    }

    /// <summary>Waits for a place; to be given back by <see cref="Leave"/>. Without <paramref name="mayUseReserved"/> for one that nobody else may want more.</summary>
    public ValueTask EnterAsync(string tenant, CancellationToken token, bool mayUseReserved = true)
    {
        token.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (_lock)
        {
            var line = LineOf(tenant);
            line.MayUseReserved = mayUseReserved;
            if (line.Waiting.Count == 0 && MayEnter(line))
            {
                Take(line);
                return ValueTask.CompletedTask;
            }

            waiter = new Waiter(line);
            waiter.Node = line.Waiting.AddLast(waiter);
        }

        return new ValueTask(WaitAsync(waiter, token));
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(string tenant)
    {
        List<Waiter>? next;
        lock (_lock)
        {
            var line = _lines[tenant];
            line.Held--;
            _held--;
            next = LetIn();
            Forget(line);
            if (_held == 0)
            {
                _empty?.TrySetResult();
            }
        }

        next?.ForEach(waiter => waiter.Entered.TrySetResult());
    }

    /// <summary>A tenant that holds a place and cannot use it yet lets the other tenants have it; its own next ones wait. Until <see cref="Reclaim"/>.</summary>
    public void Lend(string tenant)
    {
        List<Waiter>? next;
        lock (_lock)
        {
            _lines[tenant].Lent++;
            _lent++;
            next = LetIn();
        }

        next?.ForEach(waiter => waiter.Entered.TrySetResult());
    }

    /// <summary>Takes a lent place back, at once: for a moment there may be one more in use than there are.</summary>
    public void Reclaim(string tenant)
    {
        lock (_lock)
        {
            _lines[tenant].Lent--;
            _lent--;
        }
    }

    /// <summary>How many of this tenant hold a place or stand in line.</summary>
    public int CountOf(string tenant)
    {
        lock (_lock)
        {
            return _lines.TryGetValue(tenant, out var line) ? line.Held + line.Waiting.Count : 0;
        }
    }

    /// <summary>Completes when nobody holds a place.</summary>
    public Task WhenEmptyAsync(CancellationToken token)
    {
        lock (_lock)
        {
            if (_held == 0)
            {
                return Task.CompletedTask;
            }

            _empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task.WaitAsync(token);
        }
    }

    private async Task WaitAsync(Waiter waiter, CancellationToken token)
    {
        var registration = token.UnsafeRegister(static (state, cancel) => ((Waiter)state!).Entered.TrySetCanceled(cancel), waiter);
        await using (registration)
        {
            try
            {
                await waiter.Entered.Task;
            }
            catch (OperationCanceledException)
            {
                Abandon(waiter);
                throw;
            }
        }
    }

    /// <summary>Leaves the line; when its turn came in the same moment, the place goes to the next one.</summary>
    private void Abandon(Waiter waiter)
    {
        lock (_lock)
        {
            if (waiter.Node is { } node)
            {
                waiter.Line.Waiting.Remove(node);
                waiter.Node = null;
                Forget(waiter.Line);
                return;
            }
        }

        Leave(waiter.Line.Tenant);
    }

    private bool MayEnter(Line line)
    {
        var inUse = _held - (_lent - line.Lent);
        return inUse < places || (line.MayUseReserved && line.Held < own && inUse < places + reserved);
    }

    /// <summary>Those whose turn has come; under the lock.</summary>
    private List<Waiter>? LetIn()
    {
        List<Waiter>? next = null;
        while (NextLine() is { } turn)
        {
            var waiter = turn.Waiting.First!.Value;
            turn.Waiting.RemoveFirst();
            waiter.Node = null;
            Take(turn);
            (next ??= []).Add(waiter);
        }

        return next;
    }

    /// <summary>A walk over those who wait: tens of tenants, each time a place becomes free.</summary>
    private Line? NextLine()
    {
        Line? best = null;
        foreach (var line in _lines.Values)
        {
            if (line.Waiting.Count > 0 && MayEnter(line) && (best is null || IsBefore(line, best)))
            {
                best = line;
            }
        }

        return best;
    }

    private static bool IsBefore(Line line, Line other)
    {
        // held/share without fractions
        var (mine, its) = ((long)line.Held * other.Share, (long)other.Held * line.Share);
        return mine != its ? mine < its : line.Served < other.Served;
    }

    private void Take(Line line)
    {
        line.Held++;
        line.Served = ++_turn;
        _held++;
    }

    private Line LineOf(string tenant)
    {
        if (!_lines.TryGetValue(tenant, out var line))
        {
            line = new Line(tenant, Math.Max(1, shareOf?.Invoke(tenant) ?? 1));
            _lines.Add(tenant, line);
        }

        return line;
    }

    private void Forget(Line line)
    {
        if (line is { Held: 0, Waiting.Count: 0 })
        {
            _lines.Remove(line.Tenant);
        }
    }

    private sealed class Line(string tenant, int share)
    {
        public string Tenant => tenant;

        public int Share => share;

        /// <summary>As whoever came last says.</summary>
        public bool MayUseReserved { get; set; }

        public LinkedList<Waiter> Waiting { get; } = new();

        public int Held { get; set; }

        /// <summary>Of these, lent to others.</summary>
        public int Lent { get; set; }

        public long Served { get; set; }
    }

    private sealed class Waiter(Line line)
    {
        public Line Line => line;

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Its place in the line; null when its turn has come or it gave up.</summary>
        public LinkedListNode<Waiter>? Node { get; set; }
    }
}
