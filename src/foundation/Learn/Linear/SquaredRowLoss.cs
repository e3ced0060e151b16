namespace Kirana.Learn.Linear;

/// <summary>½·w·(score − y)².</summary>
internal readonly struct SquaredRowLoss(double[] targets, double[] weights) : IRowLoss
{
    public double Evaluate(int start, Span<double> scores, int rows)
    {
        var sum = 0.0;
        for (var i = 0; i < rows; i++)
        {
            var (error, weight) = (scores[i] - targets[start + i], weights.Length == 0 ? 1 : weights[start + i]);
            sum += weight * error * error;
            scores[i] = weight * error;
        }

        return sum / 2;
    }
}
