using Kirana.Data.Tables;

namespace Kirana.Recommend.Ranking;

/// <summary>Collects rows that <see cref="OutcomeHeads"/> learn from: features of an item that was listed, how far the shopper went, and when.</summary>
/// <param name="names">The names of the features, in the order of the numbers.</param>
public sealed class OutcomeRows(IReadOnlyList<string> names)
{
    private readonly List<float> _features = [];
    private readonly List<OutcomeStage> _stages = [];
    private readonly List<float> _weights = [];
    private readonly List<long> _times = [];

    /// <summary>The number of rows.</summary>
    public int Count => _stages.Count;

    /// <summary>The names of the features.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>Adds a row.</summary>
    /// <param name="features">One number for each of <see cref="Names"/>; NaN where one is not known.</param>
    /// <param name="stage">How far the shopper went.</param>
    /// <param name="time">When, in UTC microseconds: probabilities are calibrated on the latest rows.</param>
    /// <param name="weight">How many rows it stands for, positive: above 1 where only a part of such rows is kept.</param>
    /// <exception cref="ArgumentException">There are not as many features as names.</exception>
    public void Add(ReadOnlySpan<float> features, OutcomeStage stage, long time, float weight = 1)
    {
        if (features.Length != Names.Count)
            throw new ArgumentException($"A row has {Names.Count} features, not {features.Length}.", nameof(features));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        _features.AddRange(features);
        _stages.Add(stage);
        _times.Add(time);
        _weights.Add(weight);
    }

    /// <summary>How far the shopper went in a row.</summary>
    internal OutcomeStage StageOf(int row) => _stages[row];

    /// <summary>How many rows a row stands for.</summary>
    internal float WeightOf(int row) => _weights[row];

    /// <summary>The features of a row.</summary>
    internal ReadOnlySpan<float> FeaturesOf(int row) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_features).Slice(row * Names.Count, Names.Count);

    /// <summary>Parts rows into earlier and later ones, those of one moment together where that leaves some on either side.</summary>
    /// <param name="share">The share of the later ones.</param>
    internal (int[] Earlier, int[] Later) PartedByTime(double share)
    {
        int[] order = [.. Enumerable.Range(0, Count).OrderBy(row => _times[row]).ThenBy(row => row)];
        var cut = (int)((1 - share) * Count);
        var first = cut;
        while (first > 0 && _times[order[first - 1]] == _times[order[cut]])
            first--;
        cut = first > 0 ? first : cut;
        return ([.. order[..cut].Order()], [.. order[cut..].Order()]);
    }

    /// <summary>Some rows as a table of classes and weights.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="classOf">The class of each stage.</param>
    internal TabularData ToData(int[] rows, int[] classOf)
    {
        var columns = new List<Column>(Names.Count + 2);
        var values = new float[rows.Length];
        for (var feature = 0; feature < Names.Count; feature++)
        {
            for (var i = 0; i < rows.Length; i++)
                values[i] = _features[rows[i] * Names.Count + feature];
            columns.Add(new NumberColumn(Names[feature], values));
        }

        columns.Add(new NumberColumn("outcome", [.. rows.Select(row => (float)classOf[(int)_stages[row]])]));
        columns.Add(new NumberColumn("rows", [.. rows.Select(row => _weights[row])]));
        return new TabularData(new Table(columns), "outcome", weight: "rows");
    }
}
