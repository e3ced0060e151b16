namespace Kirana.Learn.Linear;

/// <summary>A loss of the scores of each row, with its derivative.</summary>
internal interface IRowLoss
{
    /// <summary>The weighted loss of some rows.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="scores">The scores, all rows of the first output, then those of the second …; their derivatives take their places.</param>
    /// <param name="rows">The number of rows.</param>
    double Evaluate(int start, Span<double> scores, int rows);
}
