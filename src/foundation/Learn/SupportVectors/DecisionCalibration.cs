using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Calibration;
using Kirana.Learn.Resampling;

namespace Kirana.Learn.SupportVectors;

/// <summary>Platt's calibration of the decisions of machines, on rows that each machine was not fitted to.</summary>
/// <remarks>Platt (1999), section 2.2.1, by stratified cross-validation in five parts, or fewer where a class has fewer rows.</remarks>
internal static class DecisionCalibration
{
    public const int MostFolds = 5;

    /// <summary>The calibration of each machine.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="targets">Their classes.</param>
    /// <param name="context">The seed of the folds.</param>
    /// <param name="machines">The positive class of each machine, and the negative one or −1 for all others.</param>
    /// <param name="fits">How many of the parts are predicted.</param>
    /// <param name="fit">Fits to some of the rows.</param>
    /// <param name="decide">Fills in the decisions (n × machines) of rows.</param>
    /// <exception cref="DataException"><c>too-few-rows</c>: a class has one row.</exception>
    public static PlattCalibration[] Of<TModel>(
        TabularData data, Targets targets, FitContext context, (int Positive, int Negative)[] machines, int fits, Func<TabularData, TModel> fit, Action<TModel, float[], double[]> decide)
        where TModel : ITableModel
    {
        var weights = new float[data.Weight?.Count ?? 0];
        data.Weight?.CopyTo(weights);
        int[] used = [.. Enumerable.Range(0, data.RowCount).Where(row => weights.Length == 0 || weights[row] > 0)];
        var counts = new int[targets.Labels.Length];
        foreach (var row in used)
            counts[(int)targets.Values[row]]++;
        if (Array.FindIndex(counts, count => count < 2) is >= 0 and var rare)
            throw new DataException($"The class '{targets.Labels[rare]}' has {counts[rare]} rows; probabilities are calibrated by cross-validation, which needs two.") { Code = "too-few-rows", Hint = "Leave the class out, or do without probabilities." };
        var decisions = new double[data.RowCount * machines.Length];
        var predicted = new List<int>();
        foreach (var fold in Folds.Stratified(Array.ConvertAll(used, row => (int)targets.Values[row]), Math.Min(MostFolds, counts.Min()), context.Seed).Take(fits))
        {
            var (model, held) = (fit(data.Take(Array.ConvertAll(fold.Train, place => used[place]))), data.Take(Array.ConvertAll(fold.Held, place => used[place])));
            var own = new double[fold.Held.Length * machines.Length];
            decide(model, model.Encode(held.Table), own);
            predicted.AddRange(fold.Held.Select(place => used[place]));
            for (var i = 0; i < fold.Held.Length; i++)
                own.AsSpan(i * machines.Length, machines.Length).CopyTo(decisions.AsSpan(used[fold.Held[i]] * machines.Length));
        }

        return [.. machines.Select((machine, m) =>
        {
            int[] members = [.. predicted.Order().Where(row => machine.Negative < 0 || (int)targets.Values[row] == machine.Positive || (int)targets.Values[row] == machine.Negative)];
            return PlattCalibration.Fit(
                Array.ConvertAll(members, row => (int)targets.Values[row] == machine.Positive ? 1f : 0f), Array.ConvertAll(members, row => decisions[row * machines.Length + m]),
                weights.Length == 0 ? [] : Array.ConvertAll(members, row => weights[row]));
        })];
    }
}
