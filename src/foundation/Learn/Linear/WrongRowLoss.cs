namespace Kirana.Learn.Linear;

/// <summary>1 for each row of a weight above 0 that does not lie strictly on its own side.</summary>
internal readonly struct WrongRowLoss(double[] targets, double[] weights) : IRowLoss
{
    public double Evaluate(int start, Span<double> scores, int rows)
    {
        var wrong = 0;
        for (var i = 0; i < rows; i++)
        {
            if (weights.Length > 0 && weights[start + i] is 0)
                continue;
            var own = (int)targets[start + i];
            var isRight = scores.Length == rows ? (own == 1 ? scores[i] > 0 : scores[i] < 0) : true;
            for (var k = 0; scores.Length > rows && k < scores.Length / rows; k++)
                isRight &= k == own || scores[own * rows + i] > scores[k * rows + i];
            wrong += isRight ? 0 : 1;
        }

        scores.Clear();
        return wrong;
    }
}
