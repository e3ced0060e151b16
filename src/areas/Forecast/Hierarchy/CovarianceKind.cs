namespace Kirana.Forecast.Hierarchy;

/// <summary>What is assumed of the base forecasts' errors, W.</summary>
public enum CovarianceKind
{
    /// <summary>All alike and unrelated, W = I: ordinary least squares.</summary>
    Ordinary,

    /// <summary>Unrelated, the variance of an aggregate being the number of its bottom series (Athanasopoulos et al. 2017).</summary>
    Structural,

    /// <summary>Unrelated, each with the mean square of its residuals.</summary>
    Variance,

    /// <summary>Related: λD + (1 − λ)EᵀE/T, with E the residuals, D its diagonal and λ after Schäfer and Strimmer (2005).</summary>
    Shrinkage,
}
