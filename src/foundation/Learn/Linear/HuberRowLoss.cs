namespace Kirana.Learn.Linear;

/// <summary>w·σ·(1 + h(r/σ)) with h(z) = z² up to |z| = ε and 2ε|z| − ε² beyond, and of each row the derivative by σ.</summary>
internal readonly struct HuberRowLoss(double[] targets, double[] weights, double scale, double epsilon, double[] scaleSlopes) : IRowLoss
{
    public double Evaluate(int start, Span<double> scores, int rows)
    {
        var sum = 0.0;
        for (var i = 0; i < rows; i++)
        {
            var (error, weight) = (scores[i] - targets[start + i], weights.Length == 0 ? 1 : weights[start + i]);
            if (Math.Abs(error) <= epsilon * scale)
            {
                sum += weight * (scale + error * error / scale);
                scaleSlopes[start + i] = weight * (1 - error * error / (scale * scale));
                scores[i] = weight * 2 * error / scale;
            }
            else
            {
                sum += weight * (scale + 2 * epsilon * Math.Abs(error) - scale * epsilon * epsilon);
                scaleSlopes[start + i] = weight * (1 - epsilon * epsilon);
                scores[i] = weight * 2 * epsilon * Math.Sign(error);
            }
        }

        return sum;
    }
}
