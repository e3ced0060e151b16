using Kirana.Learn.Linear;

namespace Kirana.Learn.Preparation;

/// <summary>Centres columns of numbers and divides them by their spread.</summary>
/// <remarks>x ↦ (x − c) / s. A column without spread is only centred. Gaps are left out of c and s and stay gaps. Weights count as so many
/// rows. Immutable and thread-safe.</remarks>
public sealed record Scaling : PreparationStep
{
    /// <summary>What c and s are; mean and standard deviation by default.</summary>
    public ScalingKind Kind { get; init; } = ScalingKind.Standard;

    internal override StepFit Fit(TrainingRows rows)
    {
        var (centres, scales) = (new double[rows.Width], new double[rows.Width]);
        Array.Fill(scales, 1);
        foreach (var f in Choose(rows, categorical: false))
            (centres[f], scales[f]) = Kind == ScalingKind.Robust ? Robust(rows.Sorted(f)) : Standard(rows, f);
        return new StepFit(new FittedScaling(centres, scales), rows.Columns);
    }

    internal override void Check(List<string> faults)
    {
        if (!Enum.IsDefined(Kind))
            faults.Add($"{nameof(Kind)} is {Kind}");
    }

    private static (double Centre, double Scale) Robust(SortedValues sorted) =>
        (sorted.Quantile(0.5), sorted.Quantile(0.75) - sorted.Quantile(0.25) is > 0 and var spread ? spread : 1);

    private static (double Centre, double Scale) Standard(TrainingRows rows, int column)
    {
        var (sum, weight, squares) = (0.0, 0.0, 0.0);
        for (int row = 0, at = column; row < rows.Rows; row++, at += rows.Width)
            if (float.IsFinite(rows.Values[at]))
            {
                sum += (double)rows.Weight(row) * rows.Values[at];
                weight += rows.Weight(row);
            }

        if (weight == 0)
            return (0, 1);
        var mean = sum / weight;
        for (int row = 0, at = column; row < rows.Rows; row++, at += rows.Width)
            if (float.IsFinite(rows.Values[at]))
                squares += rows.Weight(row) * (rows.Values[at] - mean) * (rows.Values[at] - mean);
        var deviation = Math.Sqrt(squares / weight);
        return (mean, deviation > DesignMatrix.RoundingShare * Math.Abs(mean) ? deviation : 1);
    }
}
