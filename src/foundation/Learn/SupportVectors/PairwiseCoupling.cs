namespace Kirana.Learn.SupportVectors;

/// <summary>Probabilities of K classes from those of each pair.</summary>
/// <remarks>Wu, Lin and Weng, "Probability estimates for multi-class classification by pairwise coupling", JMLR 5 (2004), the second method, algorithm 2: of r, the probability of i
/// where the row is of i or j, min Σᵢ Σⱼ≠ᵢ (rⱼᵢpᵢ − rᵢⱼpⱼ)², Σp = 1.</remarks>
internal static class PairwiseCoupling
{
    private const int MostRounds = 1_000;
    private const double Enough = 1e-12;

    /// <summary>Finds the probabilities.</summary>
    /// <param name="pairs">The probability of the first of each pair, in the order (0, 1), (0, 2), …</param>
    /// <param name="q">Memory of K × K numbers.</param>
    /// <param name="probabilities">Takes K numbers that add up to 1.</param>
    public static void Solve(ReadOnlySpan<double> pairs, Span<double> q, Span<double> probabilities)
    {
        var classes = probabilities.Length;
        q.Clear();
        for (int i = 0, pair = 0; i < classes; i++)
            for (var j = i + 1; j < classes; j++, pair++)
            {
                // Certainty would take a class out of all comparisons.
                var first = Math.Clamp(pairs[pair], 1e-7, 1 - 1e-7);
                q[i * classes + i] += (1 - first) * (1 - first);
                q[j * classes + j] += first * first;
                q[i * classes + j] = q[j * classes + i] = -first * (1 - first);
            }

        probabilities.Fill(1.0 / classes);
        for (var round = 0; round < MostRounds; round++)
        {
            var worst = 0.0;
            for (var i = 0; i < classes; i++)
            {
                var (own, all) = (0.0, 0.0);
                for (var k = 0; k < classes; k++)
                {
                    var sum = 0.0;
                    for (var j = 0; j < classes; j++)
                        sum += q[k * classes + j] * probabilities[j];
                    all += probabilities[k] * sum;
                    if (k == i)
                        own = sum;
                }

                var change = (all - own) / q[i * classes + i];
                worst = Math.Max(worst, Math.Abs(change));
                for (var k = 0; k < classes; k++)
                    probabilities[k] = (probabilities[k] + (k == i ? change : 0)) / (1 + change);
            }

            if (worst < Enough)
                break;
        }
    }
}
