using Kirana.Operate.Records;

namespace Kirana.Pipelines.Serving;

/// <summary>What shoppers took and the linear layer has not learnt from yet. Not thread-safe.</summary>
/// <remarks>What one user did at one moment is one request. Of those that come between two times the layer learns, only the first <see cref="MostWaiting"/> wait: a request costs as much as a list. The rest
/// is counted and left out, and so is what happened more than <see cref="Oldest"/> ago.
/// <para>What a shop tells of impressions is kept for the visit: a request then is a choice among what was shown. Once a shop tells of them, what was taken without having been shown teaches nothing.</para></remarks>
internal sealed class LayerLessons
{
    /// <summary>The most requests that wait; at two times a second 20 lists a second.</summary>
    public const int MostWaiting = 10;

    private const int MostViewers = 10_000;
    private const int MostShown = 100;

    private static readonly RecordKind Events = RecordKinds.Events;
    private static readonly int Time = Events.IndexOf("time"), Kind = Events.IndexOf("kind"), User = Events.IndexOf("user"), Item = Events.IndexOf("item");

    private readonly Dictionary<(string User, long Time), LayerLesson> _waiting = [];
    private readonly Dictionary<string, Queue<(string Item, long Time)>> _shown = new(StringComparer.Ordinal);
    private readonly Queue<string> _viewers = new();
    private bool _tellsShown;

    /// <summary>From when on an event tells nothing of how items go now.</summary>
    public static TimeSpan Oldest { get; } = TimeSpan.FromDays(1);

    /// <summary>Events that were left out.</summary>
    public long Skipped { get; private set; }

    /// <summary>Persons forgotten so far: what was taken out before one of them must not be learnt after.</summary>
    public int Erasures { get; private set; }

    /// <summary>Takes events that were added to the records.</summary>
    /// <param name="batch">The records of a batch.</param>
    /// <param name="rows">Those that are new.</param>
    /// <param name="now">The moment, UTC microseconds; what is dated later happens now.</param>
    public void Add(RecordBatch batch, IReadOnlyList<int> rows, long now)
    {
        var (times, kinds, users, items) = (batch.Numbers(Time), batch.Texts(Kind), batch.Texts(User), batch.Texts(Item));
        foreach (var row in rows)
        {
            if (users[row] is not { } user || items[row] is not { } item)
                continue;
            var moment = (user, Math.Min(now, times[row]));
            if (kinds[row] is "impression")
                Show(user, item, moment.Item2);
            if (kinds[row] is not ("purchase" or "cart" or "click"))
                continue;
            if (!_waiting.TryGetValue(moment, out var lesson))
            {
                if (_waiting.Count == MostWaiting || now - moment.Item2 > Oldest.TotalMicroseconds)
                {
                    Skipped++;
                    continue;
                }

                _waiting[moment] = lesson = new LayerLesson(user, moment.Item2) { Shown = _tellsShown ? ShownTo(user, moment.Item2) : null };
            }

            lesson.Take(item, VisitWeights.Of(kinds[row]));
        }
    }

    /// <summary>Hands out all that waits, oldest first.</summary>
    public LayerLesson[] Empty()
    {
        if (_waiting.Count == 0)
            return [];
        LayerLesson[] all = [.. _waiting.Values.OrderBy(lesson => lesson.Time).ThenBy(lesson => lesson.User, StringComparer.Ordinal)];
        _waiting.Clear();
        return all;
    }

    /// <summary>Forgets a person.</summary>
    public void Forget(string user)
    {
        Erasures++;
        if (_shown.Remove(user))
        {
            string[] others = [.. _viewers.Where(viewer => !string.Equals(viewer, user, StringComparison.Ordinal))];
            _viewers.Clear();
            foreach (var viewer in others)
                _viewers.Enqueue(viewer);
        }

        foreach (var moment in _waiting.Keys.Where(moment => string.Equals(moment.User, user, StringComparison.Ordinal)).ToArray())
            _waiting.Remove(moment);
    }

    private void Show(string user, string item, long time)
    {
        _tellsShown = true;
        if (!_shown.TryGetValue(user, out var shown))
        {
            if (_viewers.Count == MostViewers)
                _shown.Remove(_viewers.Dequeue());
            _viewers.Enqueue(user);
            _shown[user] = shown = new Queue<(string, long)>();
        }

        shown.Enqueue((item, time));
        if (shown.Count > MostShown)
            shown.Dequeue();
    }

    private string[] ShownTo(string user, long time) => _shown.TryGetValue(user, out var shown)
        ? [.. shown.Where(one => one.Time <= time && time - one.Time <= VisitWeights.Length.TotalMicroseconds).Select(one => one.Item).Distinct(StringComparer.Ordinal)] : [];
}
