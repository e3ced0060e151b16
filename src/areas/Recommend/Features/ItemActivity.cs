using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;

namespace Kirana.Recommend.Features;

/// <summary>What the events of a shop up to one moment say of each item: how many dealt with it, how often again, how lately. Immutable and
/// thread-safe.</summary>
/// <remarks>Shares of decayed counts do not change while no event comes: every count decays by the same factor. So what was computed at a
/// training holds at a request.</remarks>
public sealed class ItemActivity
{
    /// <summary>The half-lives of recent shares in days.</summary>
    internal static readonly int[] HalfLives = [7, 30, 90];

    private readonly long[] _times;
    private readonly float[] _figures;

    private ItemActivity(long[] times, float[] figures)
    {
        (_times, _figures) = (times, figures);
        for (var item = 0; item < Count; item++)
            Start = Math.Min(Start, FirstOf(item));
    }

    /// <summary>The number of items.</summary>
    public int Count => _times.Length / 2;

    /// <summary>Looks at all events before a moment.</summary>
    /// <param name="interactions">The events.</param>
    /// <param name="until">The moment in UTC microseconds, itself outside.</param>
    public static ItemActivity Of(Interactions interactions, long until)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        var tally = new ActivityTally(interactions.ItemCount, until);
        for (var user = 0; user < interactions.UserCount; user++)
            tally.Add(interactions.ItemsOf(user), interactions.TimesOf(user));
        return new ItemActivity(tally.Times, tally.Figures());
    }

    /// <summary>The first event of the shop in UTC microseconds; <see cref="long.MaxValue"/> if there was none.</summary>
    internal long Start { get; } = long.MaxValue;

    /// <summary>The first event of an item in UTC microseconds; <see cref="long.MaxValue"/> if there was none.</summary>
    internal long FirstOf(int item) => _times[2 * item];

    /// <summary>The last event of an item in UTC microseconds; <see cref="long.MinValue"/> if there was none.</summary>
    internal long LastOf(int item) => _times[2 * item + 1];

    /// <summary>The logarithm of the number of users and 1.</summary>
    internal float UsersOf(int item) => _figures[item * ActivityTally.Width];

    /// <summary>The share of its users who came back for it.</summary>
    internal float RepeatShareOf(int item) => _figures[item * ActivityTally.Width + 1];

    /// <summary>The mean days until they did; NaN if nobody did.</summary>
    internal float GapOf(int item) => _figures[item * ActivityTally.Width + 2];

    /// <summary>The logarithms of its shares of recent events, one for each of <see cref="HalfLives"/>.</summary>
    internal ReadOnlySpan<float> RecentOf(int item) => _figures.AsSpan(item * ActivityTally.Width + 3, HalfLives.Length);

    /// <summary>Writes what was learned.</summary>
    internal void Save(ModelWriter writer)
    {
        writer.Add("times", _times);
        writer.Add("figures", _figures);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static ItemActivity Read(ModelReader reader, int items)
    {
        var (times, figures) = (reader.Longs("times"), reader.Floats("figures"));
        ModelParts.RequireLength(reader, "times", times.Length, 2 * items);
        ModelParts.RequireLength(reader, "figures", figures.Length, items * ActivityTally.Width);
        return new ItemActivity(times, figures);
    }
}
