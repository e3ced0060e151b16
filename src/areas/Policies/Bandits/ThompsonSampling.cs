using Kirana.Numerics.Random;

namespace Kirana.Policies.Bandits;

/// <summary>Chooses the arm whose drawn chance is highest: an arm is chosen as often as it is likely to be the best.</summary>
/// <remarks>Thompson, "On the likelihood that one unknown probability exceeds another", Biometrika 1933; Chapelle and Li, "An empirical
/// evaluation of Thompson sampling", NIPS 2011, algorithm 2.</remarks>
public static class ThompsonSampling
{
    /// <summary>Chooses an arm.</summary>
    /// <param name="arms">What is believed of each arm, at least one.</param>
    /// <param name="random">Where randomness comes from.</param>
    /// <returns>The arm's place.</returns>
    /// <exception cref="ArgumentException">There is no arm.</exception>
    public static int Choose(ReadOnlySpan<BetaArm> arms, ref RandomStream random)
    {
        if (arms.IsEmpty)
            throw new ArgumentException("There is no arm to choose.", nameof(arms));
        var (best, highest) = (0, double.NegativeInfinity);
        for (var arm = 0; arm < arms.Length; arm++)
        {
            var drawn = arms[arm].Draw(ref random);
            if (drawn > highest)
                (best, highest) = (arm, drawn);
        }

        return best;
    }
}
