using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Boosting;
using Kirana.Learn.Selection;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Scores;

namespace Kirana.Pipelines.Learn.Explanation;

/// <summary>Which columns a model looks at that cannot tell by itself: those by which trees imitate its predictions.</summary>
/// <remarks>Of more than 1,000 columns those take part that go with the predictions most, each by itself; the others are said to gain nothing.</remarks>
internal static class SurrogateGain
{
    private const int MostRows = 2_000;
    private const int MostColumns = 1_000;

    /// <summary>The gain of each of the model's features in boosted trees that learn its predictions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">The rows it learnt from.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    public static double[] Of(FittedModel model, TabularData training, FitContext context)
    {
        var rows = Math.Min(MostRows, training.RowCount);
        var table = training.Table.Take([.. Enumerable.Range(0, rows).Select(i => (int)((long)i * training.RowCount / rows))]).Select(model.Features);
        var predictions = new float[rows * model.Outputs];
        model.Predict(model.Encode(table), predictions);
        var name = table.Columns.Max(column => column.Name)! + "→";
        Column said = model.Outputs == 1
            ? new NumberColumn(name, predictions)
            : new CategoryColumn(name, [.. Enumerable.Range(0, rows).Select(row => TaskScores.IndexOfMost(predictions.AsSpan(row * model.Outputs, model.Outputs)))], model.Labels);
        if (said is CategoryColumn calls && calls.Codes.ToArray().Distinct().Count() < 2)
            return new double[model.Features.Count];
        var data = new TabularData(new Table(table.Columns.Append(said)), name);
        if (data.Features.Count > MostColumns)
            data = new FilterSelection { Most = MostColumns }.Select(data, context).Apply(data);
        var trees = new GradientBoosting { Trees = 60, Leaves = 15 }.Fit(data, context with { Validation = null, Progress = null });
        var gainOf = trees.FeatureNames.Zip(trees.Importance(ImportanceKind.Gain)).ToDictionary(own => own.First, own => own.Second, StringComparer.Ordinal);
        return [.. model.Features.Select(feature => gainOf.GetValueOrDefault(feature))];
    }
}
