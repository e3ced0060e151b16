using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Popularity;

/// <summary>Which items come back and after how long. Immutable and thread-safe.</summary>
/// <remarks>Only items of the history are scored; all others are −∞.</remarks>
public sealed class RepeatPurchaseModel : IRecommender
{
    private const int LayoutVersion = 1;
    private const double MicrosecondsPerDay = 86_400_000_000;

    private readonly double[] _chances;
    private readonly double[] _gaps;
    private readonly double _horizon;
    private readonly string _options;

    internal RepeatPurchaseModel(IdMap items, double[] chances, double[] gaps, double horizon, string options)
    {
        Items = items;
        _chances = chances;
        _gaps = gaps;
        _horizon = horizon;
        _options = options;
    }

    /// <inheritdoc/>
    public string Kind => RepeatPurchase.ModelKind;

    /// <inheritdoc/>
    public IdMap Items { get; }

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        scores.Fill(float.NegativeInfinity);
        for (var e = 0; e < shopper.Items.Length; e++)
            if (float.IsNegativeInfinity(scores[shopper.Items[e]]))
                scores[shopper.Items[e]] = ScoreOf(shopper, e);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        var first = shopper.Items.IndexOf(item);
        return first >= 0 && ScoreOf(shopper, first) is var score and > 0 ? [new Reason("repeat", item, score)] : [];
    }

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        writer.Options = _options;
        writer.AddStrings("items", Items.Ids);
        writer.Add("chances", _chances);
        writer.Add("gaps", _gaps);
        writer.Add("horizon", [_horizon]);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static RepeatPurchaseModel Read(ModelReader reader)
    {
        reader.Expect(RepeatPurchase.ModelKind, LayoutVersion);
        var items = new IdMap(reader.Strings("items"));
        var (chances, gaps) = (reader.Doubles("chances").ToArray(), reader.Doubles("gaps").ToArray());
        ModelParts.RequireLength(reader, "chances", chances.Length, items.Count);
        ModelParts.RequireLength(reader, "gaps", gaps.Length, items.Count);
        if (!chances.All(chance => chance is >= 0 and <= 1))
            throw reader.Invalid("chances", "probabilities", "others");
        if (!gaps.All(gap => gap > 0 && double.IsFinite(gap)))
            throw reader.Invalid("gaps", "positive days", "others");
        return new RepeatPurchaseModel(items, chances, gaps, ModelParts.Number(reader, "horizon"), reader.Options);
    }

    /// <summary>The score of the item whose first event of the history is given.</summary>
    private float ScoreOf(Shopper shopper, int first)
    {
        var item = shopper.Items[first];
        var times = 1;
        var last = shopper.Times[first];
        for (var e = first + 1; e < shopper.Items.Length; e++)
            if (shopper.Items[e] == item && shopper.Times[e] > last)
                (times, last) = (times + 1, shopper.Times[e]);
        var days = Math.Max(0, shopper.Now - shopper.Times[first]) / MicrosecondsPerDay;
        return (float)(_chances[item] * (1 - Elementary.Exp(-times / (days + _gaps[item]) * _horizon)));
    }
}
