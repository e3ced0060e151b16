using Kirana.Data.Feedback;
using Kirana.Recommend.Lists;

namespace Kirana.Recommend.Evaluation;

/// <summary>What a model is asked and what the right answers are: for each case the beginning of a history and the items that followed.</summary>
/// <remarks>Immutable and thread-safe. Every protocol makes one; the ranking is always over all items.</remarks>
public sealed class TestCases : IListRequests
{
    private readonly Interactions _histories;
    private readonly int[] _rows;
    private readonly int[] _lengths;
    private readonly int[] _starts;
    private readonly int[] _targets;
    private readonly long? _moment;
    private readonly Interactions? _looks;

    internal TestCases(Interactions histories, int[] rows, int[] lengths, int[] starts, int[] targets, bool repeats, long? moment, Interactions? looks = null)
    {
        _histories = histories;
        _rows = rows;
        _lengths = lengths;
        _starts = starts;
        _targets = targets;
        RepeatsAllowed = repeats;
        _moment = moment;
        _looks = looks;
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
        };
    }

    /// <summary>The same cases with what shoppers did besides buying before the moment of each.</summary>
    /// <param name="stages">Events whose weights are stages, as <see cref="Ranking.RankedSources.Stages"/>; <see langword="null"/> for none.</param>
    public TestCases Seeing(Interactions? stages) => WithLooks(stages is null ? null : Looks.Over(stages, _histories));

    /// <summary>The same cases with looks over the rows and items of the histories.</summary>
    internal TestCases WithLooks(Interactions? looks) => new(_histories, _rows, _lengths, _starts, _targets, RepeatsAllowed, _moment, looks);

    /// <summary>The id of the user that a case is of.</summary>
    internal string UserOf(int request) => _histories.Users[_rows[request]];

    /// <inheritdoc/>
    public ReadOnlySpan<int> ExcludedFrom(int request) => RepeatsAllowed ? [] : ShopperOf(request).Items;

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
        if (Count <= most)
            return this;
        var builder = new TestCasesBuilder(_histories, RepeatsAllowed, _moment);
        for (var i = 0; i < most; i++)
        {
            var request = (int)((long)i * Count / most);
            builder.Add(_rows[request], _lengths[request], TargetsOf(request));
        }

        return builder.Build();
    }
}
