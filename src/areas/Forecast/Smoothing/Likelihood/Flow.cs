using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>How small changes of the states pass through one step; with ∂q = ∂ℓ + φ∂b the change of the level moved on.</summary>
/// <param name="Phi">φ.</param>
/// <param name="RowByLevel">What ∂q adds to the row of the products.</param>
/// <param name="RowBySeason">What ∂s adds to it.</param>
/// <param name="LevelByLevel">What ∂q adds to the next ∂ℓ.</param>
/// <param name="LevelBySeason">What ∂s adds to it.</param>
/// <param name="SlopeByLevel">What ∂q adds to the next ∂b, beside φ∂b.</param>
/// <param name="SlopeBySeason">What ∂s adds to it.</param>
/// <param name="SeasonByLevel">What ∂q adds to the next ∂s.</param>
/// <param name="SeasonBySeason">What ∂s adds to it.</param>
/// <param name="LevelByAlpha">How α itself moves the level.</param>
/// <param name="SlopeByAlpha">How α moves the slope, β hanging on it.</param>
/// <param name="SeasonByAlpha">How α moves the season, γ hanging on it.</param>
/// <param name="SlopeByU">How u moves the slope.</param>
/// <param name="SeasonByV">How v moves the season.</param>
/// <param name="SlopeByPhi">How φ moves the slope and the level moved on.</param>
/// <param name="Error">ε (1 + ε) where errors are multiplicative, else ε: the products' column of errors.</param>
/// <param name="Present">1, or 0 after the last observation: the products' column of ones.</param>
internal readonly record struct Flow<TLanes>(
    TLanes Phi, TLanes RowByLevel, TLanes RowBySeason, TLanes LevelByLevel, TLanes LevelBySeason, TLanes SlopeByLevel, TLanes SlopeBySeason,
    TLanes SeasonByLevel, TLanes SeasonBySeason, TLanes LevelByAlpha, TLanes SlopeByAlpha, TLanes SeasonByAlpha, TLanes SlopeByU,
    TLanes SeasonByV, TLanes SlopeByPhi, TLanes Error, TLanes Present)
    where TLanes : struct, ILanes<TLanes>;
