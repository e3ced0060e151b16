using System.Runtime.InteropServices;
using Kirana.Forecast.Demand;

namespace Kirana.Pipelines.Forecast;

/// <summary>How well one series was forecast on the held-out end.</summary>
/// <param name="Key">The series' key.</param>
/// <param name="Volume">Units sold before the held-out end.</param>
/// <param name="Units">Units sold in it.</param>
/// <param name="AbsoluteError">The sum of |forecast − truth|.</param>
/// <param name="Error">The sum of forecast − truth.</param>
/// <param name="Mase">Its MASE; not finite where the past never changed.</param>
/// <param name="Coverage">The share of steps inside the 80 % interval; NaN where none was told.</param>
/// <param name="Demand">How it sold before.</param>
/// <param name="Length">Steps known before the held-out end; 0 if they were not kept.</param>
/// <param name="Stage">Where in its life it stood before the held-out end.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HeldOutScore(
    string Key, double Volume, double Units, double AbsoluteError, double Error, double Mase, double Coverage, DemandClass Demand, int Length = 0,
    LifeStage Stage = LifeStage.Unknown);
