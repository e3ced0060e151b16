namespace Kirana.Learn.Preparation;

/// <summary>What fills the gaps of a column: b + Σ sⱼxⱼ, kept inside the range of the training rows.</summary>
/// <param name="Column">The column.</param>
/// <param name="Predictors">The columns it is predicted by.</param>
/// <param name="Slopes">s, one for each of them.</param>
/// <param name="Intercept">b.</param>
/// <param name="Least">The least value of the training rows.</param>
/// <param name="Most">The greatest.</param>
internal sealed record GapRegression(int Column, int[] Predictors, double[] Slopes, double Intercept, double Least, double Most)
{
    public double Of(ReadOnlySpan<float> row)
    {
        var sum = Intercept;
        for (var j = 0; j < Predictors.Length; j++)
            sum += Slopes[j] * row[Predictors[j]];
        return Within(sum);
    }

    /// <summary>The prediction for a row of a table that lies column by column.</summary>
    public double Of(double[][] columns, int row)
    {
        var sum = Intercept;
        for (var j = 0; j < Predictors.Length; j++)
            sum += Slopes[j] * columns[Predictors[j]][row];
        return Within(sum);
    }

    private double Within(double value) => value > Most ? Most : value >= Least ? value : Least;
}
