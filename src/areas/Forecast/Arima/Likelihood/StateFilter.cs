namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>One-step forecasts of a stationary series by the Kalman filter, in the fast form of Chandrasekhar's equations.</summary>
/// <remarks>
/// Morf, Sidhu and Kailath, "Some new algorithms for recursive estimation in constant linear discrete-time systems" (1974); for ARMA models
/// Pearlman (1980). The covariance of the state changes from step to step by M L Lᵀ, of rank one: F ← F + M l², K ← K + M l T L, L ← T L − K l / F,
/// M ← M + M² l² / F with l = L(0), where T moves a state on and F uses its value before in the last. O(n g).
/// It reaches the likelihood by another way than <see cref="LikelihoodPass"/>: ln |Γ| = Σ ln F, S = Σ v² / F.
/// </remarks>
internal static class StateFilter
{
    /// <summary>Filters.</summary>
    /// <param name="values">The stationary series, its mean taken away.</param>
    /// <param name="ar">φ(B) Φ(Bᵐ) = 1 − Σ φ(k) Bᵏ from k = 1 on.</param>
    /// <param name="ma">θ(B) Θ(Bᵐ) = 1 + Σ θ(k) Bᵏ from k = 1 on.</param>
    /// <param name="covariance">P(i, 0), how the states before the series vary with the first.</param>
    /// <param name="errors">v, each observation less its forecast; as many places as values.</param>
    /// <param name="variances">F, the variance of v if that of an innovation is 1; as many places.</param>
    /// <returns>The state after the series.</returns>
    public static double[] Run(
        ReadOnlySpan<double> values, ReadOnlySpan<double> ar, ReadOnlySpan<double> ma, ReadOnlySpan<double> covariance, Span<double> errors,
        Span<double> variances)
    {
        var states = covariance.Length;
        var state = new double[states + 1];
        Span<double> phi = new double[states];
        Span<double> shock = new double[states];
        ar.CopyTo(phi);
        ma.CopyTo(shock);
        var gain = new double[states];
        var change = new double[states + 1];
        var variance = 1 + (states == 0 ? 0 : covariance[0]);
        for (var i = 0; i < states; i++)
            gain[i] = change[i] = (i + 1 < states ? covariance[i + 1] : 0) + phi[i] * covariance[0] + phi[i] + shock[i];
        var weight = -1 / variance;
        for (var t = 0; t < values.Length; t++)
        {
            var error = errors[t] = values[t] - state[0];
            variances[t] = variance;
            var (share, first, lead) = (error / variance, state[0], change[0]);
            var pull = weight * lead;
            var next = Math.Max(1, variance + pull * lead);
            for (var i = 0; i < states; i++)
            {
                state[i] = state[i + 1] + phi[i] * first + gain[i] * share;
                var moved = change[i + 1] + phi[i] * lead;
                gain[i] += pull * moved;
                change[i] = moved - gain[i] * (lead / next);
            }

            weight += pull * pull / variance;
            variance = next;
        }

        return state[..states];
    }
}
