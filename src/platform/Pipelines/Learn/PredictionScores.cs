using System.Globalization;
using Kirana.Data.Tables;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Learn.Scores;

namespace Kirana.Pipelines.Learn;

/// <summary>Collects predictions and what was true, where a file says so, and scores them at the end. Not thread-safe.</summary>
/// <param name="model">The model.</param>
public sealed class PredictionScores(LearnedModel model)
{
    private readonly List<float> _truths = [];
    private readonly List<float> _predictions = [];
    private readonly List<int> _groupSizes = [];
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private string? _lastGroup;
    private bool _isKnown = true;

    /// <summary>Takes some rows.</summary>
    /// <param name="part">The rows with their predictions.</param>
    public void Add(PredictedPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        _isKnown = _isKnown && model.Target is not null && part.Rows.Has(model.Target) && (model.Group is null || part.Rows.Has(model.Group));
        for (var row = 0; _isKnown && row < part.Rows.RowCount; row++)
        {
            var truth = TruthOf(Text(part.Rows[model.Target!], row));
            _isKnown = !float.IsNaN(truth) && (model.Group is null || TryGroup(Text(part.Rows[model.Group], row)));
            _truths.Add(truth);
        }

        if (_isKnown)
            _predictions.AddRange(part.Predictions);
    }

    /// <summary>The figures; none where the truth of a row is not known.</summary>
    /// <param name="seed">The seed of intervals by resampling.</param>
    public IReadOnlyDictionary<string, Interval> Metrics(ulong seed) => _isKnown && _truths.Count > 0
        ? TaskScores.Of(model.Fitted.Task, [.. _truths], [.. _predictions], [.. _groupSizes], seed)
        : new Dictionary<string, Interval>(StringComparer.Ordinal);

    /// <summary>The number, or the place of the class; NaN where there is none.</summary>
    private float TruthOf(string text)
    {
        var isNumber = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number);
        if (model.Fitted.Labels.Count == 0)
            return isNumber ? number : float.NaN;
        for (var place = 0; place < model.Fitted.Labels.Count; place++)
            // Classes that were numbers are the same however they are written.
            if (string.Equals(model.Fitted.Labels[place], text, StringComparison.Ordinal)
                || (isNumber && float.TryParse(model.Fitted.Labels[place], NumberStyles.Float, CultureInfo.InvariantCulture, out var label) && label.Equals(number)))
                return place;
        return float.NaN;
    }

    /// <summary>Takes the next row's group; refuses one whose other rows lie further above.</summary>
    private bool TryGroup(string group)
    {
        if (string.Equals(group, _lastGroup, StringComparison.Ordinal))
        {
            _groupSizes[^1]++;
            return true;
        }

        _lastGroup = group;
        _groupSizes.Add(1);
        return _groups.Add(group);
    }

    private static string Text(Column column, int row) => column switch
    {
        CategoryColumn categories => categories[row] ?? "",
        NumberColumn numbers when !numbers.IsMissing(row) => numbers[row].ToString("R", CultureInfo.InvariantCulture),
        _ => "",
    };
}
