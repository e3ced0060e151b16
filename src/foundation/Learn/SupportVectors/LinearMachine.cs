using Kirana.Learn.Binning;

namespace Kirana.Learn.SupportVectors;

/// <summary>A fitted linear support vector machine: for a number or two classes one plane, for more one for each class against the rest.</summary>
/// <remarks>Immutable and thread-safe. One prediction costs O(features × planes), is summed in double and allocates nothing. A missing feature makes it NaN.</remarks>
public sealed partial class LinearMachine : TargetModel, IDecisionModel
{
    private readonly LinearPlane[] _planes;

    internal LinearMachine(FeatureColumn[] columns, string[] labels, LinearPlane[] planes) : base(columns, labels) => _planes = planes;

    /// <summary>The planes: one, of two classes for the second, or one for each class.</summary>
    public IReadOnlyList<LinearPlane> Planes => _planes;

    /// <summary>Whether it was fitted to give probabilities.</summary>
    public bool HasProbabilities => _planes[0].Calibration is not null;

    /// <summary>The decision values of rows: above 0 for the plane's class; the number where one was learnt.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="decisions">Takes one number for each row and plane (n × planes), row by row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Decide(ReadOnlySpan<float> rows, Span<double> decisions)
    {
        CheckRows(rows, decisions.Length / _planes.Length);
        for (var i = 0; i < decisions.Length; i++)
            decisions[i] = _planes[i % _planes.Length].Decide(rows.Slice(i / _planes.Length * Features, Features));
    }

    /// <summary>The class of each row, as a place in <see cref="TableModel.Labels"/>.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="classes">Takes the classes (n).</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="InvalidOperationException">The machine was not fitted to classes.</exception>
    public void Classify(ReadOnlySpan<float> rows, Span<int> classes)
    {
        if (Classes == 0)
            throw new InvalidOperationException("The machine predicts a number.");
        CheckRows(rows, classes.Length);
        for (var i = 0; i < classes.Length; i++)
        {
            var row = rows.Slice(i * Features, Features);
            var (best, greatest) = (0, _planes[0].Decide(row));
            for (var k = 1; k < _planes.Length; k++)
                if (_planes[k].Decide(row) is var own && own > greatest)
                    (best, greatest) = (k, own);
            classes[i] = _planes.Length > 1 ? best : greatest > 0 ? 1 : 0;
        }
    }

    private protected override void Numbers(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        for (var i = 0; i < predictions.Length; i++)
            predictions[i] = (float)_planes[0].Decide(rows.Slice(i * Features, Features));
    }

    /// <exception cref="InvalidOperationException">No probabilities were asked for in the fit.</exception>
    private protected override void Second(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = (float)Probability(0, rows.Slice(i * Features, Features));
    }

    /// <exception cref="InvalidOperationException">No probabilities were asked for in the fit.</exception>
    private protected override void All(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        for (var i = 0; i < probabilities.Length / Classes; i++)
        {
            var (row, own, sum) = (i * Features, i * Classes, 0.0);
            for (var k = 0; k < _planes.Length; k++)
                sum += probabilities[own + k] = (float)Probability(k, rows.Slice(row, Features));
            if (_planes.Length == 1)
                (probabilities[own], probabilities[own + 1]) = (1 - probabilities[own], probabilities[own]);
            // Each against the rest: together they need not add up to 1.
            for (var k = 0; k < _planes.Length && _planes.Length > 1; k++)
                probabilities[own + k] = sum > 0 ? (float)(probabilities[own + k] / sum) : 1f / Classes;
        }
    }

    private double Probability(int plane, ReadOnlySpan<float> row) => _planes[plane].Calibration is { } calibration
        ? calibration.Probability(_planes[plane].Decide(row))
        : throw new InvalidOperationException("The machine was fitted without probabilities; set Probabilities of the learner.");
}
