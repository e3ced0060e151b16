using Kirana.Data.Feedback;
using Kirana.Recommend.Lists;

namespace Kirana.Recommend.Evaluation;

/// <summary>What a model is asked and what the right answers are: for each case the beginning of a history and the items that followed.</summary>
/// <remarks>Immutable and thread-safe. Every protocol makes one; the ranking is always over all items.</remarks>
public sealed class TestCases : IListRequests
{
    // 2³² divided by the golden ratio: rows that lie evenly apart still fall into both halves.
    private const uint Spread = 2654435769;

    private readonly Interactions _histories;
    private readonly int[] _rows;
    private readonly int[] _lengths;
    private readonly int[] _starts;
    private readonly int[] _targets;
    private readonly long? _moment;
    private readonly Interactions? _looks;
    private readonly Interactions? _opinions;

    internal TestCases(Interactions histories, int[] rows, int[] lengths, int[] starts, int[] targets, bool repeats, long? moment, Interactions? looks = null, Interactions? opinions = null)
    {
        _histories = histories;
        _rows = rows;
        _lengths = lengths;
        _starts = starts;
        _targets = targets;
        RepeatsAllowed = repeats;
        _moment = moment;
        _looks = looks;
        _opinions = opinions;
    }

    /// <inheritdoc/>
    public int Count => _rows.Length;

    /// <summary>Whether an item of the history may be listed; if not, none is a right answer either.</summary>
    public bool RepeatsAllowed { get; }

    /// <inheritdoc/>
    public Shopper ShopperOf(int request)
    {
        var row = _rows[request];
        var times = _histories.TimesOf(row)[.._lengths[request]];
        var now = _moment ?? (times.IsEmpty ? 0 : times[^1]);
        return new Shopper(_histories.ItemsOf(row)[..times.Length], _histories.WeightsOf(row)[..times.Length], times, now)
        {
            Looks = _looks is null ? default : Looks.Of(_looks, row, now),
            Opinions = _opinions is null ? default : Opinions.Of(_opinions, row, now),
        };
    }

    /// <summary>The same cases with what shoppers did besides buying before the moment of each.</summary>
    /// <param name="stages">Events whose weights are stages, as <see cref="Ranking.RankedSources.Stages"/>; <see langword="null"/> for none.</param>
    public TestCases Seeing(Interactions? stages) => WithLooks(stages is null ? null : Looks.Over(stages, _histories));

    /// <summary>The same cases with looks over the rows and items of the histories.</summary>
    internal TestCases WithLooks(Interactions? looks) => new(_histories, _rows, _lengths, _starts, _targets, RepeatsAllowed, _moment, looks, _opinions);

    /// <summary>The same cases with what shoppers said before the moment of each.</summary>
    /// <param name="opinions">Events whose weights are codes, as <see cref="Ranking.RankedSources.Opinions"/>; <see langword="null"/> for none.</param>
    public TestCases Hearing(Interactions? opinions) => WithOpinions(opinions is null ? null : Opinions.Over(opinions, _histories));

    /// <summary>The same cases with opinions over the rows and items of the histories.</summary>
    internal TestCases WithOpinions(Interactions? opinions) => new(_histories, _rows, _lengths, _starts, _targets, RepeatsAllowed, _moment, _looks, opinions);

    /// <summary>The id of the user that a case is of.</summary>
    internal string UserOf(int request) => _histories.Users[_rows[request]];

    /// <summary>The half that a case belongs to, 0 or 1, by its history: cases of one shopper or session stay together.</summary>
    internal int HalfOf(int request) => (int)((uint)_rows[request] * Spread >> 31);

    /// <inheritdoc/>
    /// <remarks>What was rated is known as what was bought is; what was disliked is never listed.</remarks>
    public ReadOnlySpan<int> ExcludedFrom(int request)
    {
        var shopper = ShopperOf(request);
        var own = RepeatsAllowed ? [] : shopper.Items;
        if (shopper.Opinions.Items.IsEmpty)
            return own;
        var rated = new int[shopper.Opinions.Items.Length];
        return (int[])[.. own, .. rated.AsSpan(0, shopper.Opinions.Rated(rated, RepeatsAllowed ? 0 : float.PositiveInfinity))];
    }

    /// <inheritdoc/>
    public ReadOnlySpan<int> LastAmongEquals(int request) => TargetsOf(request);

    /// <summary>The right answers of a case: distinct items in ascending order, at least one.</summary>
    /// <param name="request">0 … <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<int> TargetsOf(int request) => _targets.AsSpan(_starts[request].._starts[request + 1]);

    /// <summary>Every n-th case, spread evenly, so that at most <paramref name="most"/> remain.</summary>
    /// <param name="most">At least 1.</param>
    public TestCases Thinned(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return Count <= most ? this : Only(Enumerable.Range(0, most).Select(i => (int)((long)i * Count / most)));
    }

    /// <summary>A part of the cases in which strata have the shares they have in all, and every stratum is met: of a small one a few remain too.</summary>
    /// <param name="most">The most cases, at least 1.</param>
    /// <param name="least">The cases of a stratum that remain at least, where it has so many and there is room for so many of each; 0 or more.</param>
    /// <param name="stratumOf">The stratum of a case, any number.</param>
    /// <remarks>Neyman, "On the two different aspects of the representative method", JRSS 97, 1934, §III: proportional allocation. What remains is spread evenly within a stratum.</remarks>
    public TestCases Stratified(int most, int least, Func<int, int> stratumOf)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(least);
        ArgumentNullException.ThrowIfNull(stratumOf);
        return Count <= most ? this : Only(StratifiedDraw.Of([.. Enumerable.Range(0, Count).Select(stratumOf)], most, least));
    }

    private TestCases Only(IEnumerable<int> requests)
    {
        var builder = new TestCasesBuilder(_histories, RepeatsAllowed, _moment);
        foreach (var request in requests)
            builder.Add(_rows[request], _lengths[request], TargetsOf(request));
        return builder.Build();
    }
}
