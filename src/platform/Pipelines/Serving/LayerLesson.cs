namespace Kirana.Pipelines.Serving;

/// <summary>What one user took at one moment.</summary>
/// <param name="user">The user's id.</param>
/// <param name="time">When, UTC microseconds.</param>
internal sealed class LayerLesson(string user, long time)
{
    private readonly Dictionary<string, float> _taken = new(StringComparer.Ordinal);

    /// <summary>The user's id.</summary>
    public string User => user;

    /// <summary>When, UTC microseconds.</summary>
    public long Time => time;

    /// <summary>The ids of the items, and how much each says.</summary>
    public IReadOnlyDictionary<string, float> Taken => _taken;

    /// <summary>The ids of the items that the user was shown on the visit; <see langword="null"/> where the shop does not tell.</summary>
    public IReadOnlyList<string>? Shown { get; init; }

    /// <summary>Adds an item; of several events of one the weightiest counts.</summary>
    public void Take(string item, float weight) => _taken[item] = Math.Max(weight, _taken.GetValueOrDefault(item));
}
