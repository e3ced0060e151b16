using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>The pass of a task alone whose form has additive errors and no season: its six coordinates, the errors and the ones fill one
/// register, so errors and rows come in one go. The same numbers as of <see cref="AdditivePass{TDerivatives}"/>, to the last bit.</summary>
internal readonly struct SeasonlessRows(LaneTable table, LoneTable alone) : ILaneKernel
{
    private const int Width = LaneTable.Width;

    public void Run<TLanes>(int lane) where TLanes : struct, ILanes<TLanes>
    {
        var (level, slope) = (table.Trial[0], table.Trial[Width]);
        var weights = table.Trial.AsSpan(table.States * Width);
        var (alpha, u, phi) = (weights[0], weights[Width], weights[3 * Width]);
        var (trend, damped) = (table.Trend[0], table.Damped[0]);
        var betaRange = trend * (alpha - Coordinates.SmallestWeight);
        var beta = Math.FusedMultiplyAdd(betaRange, u, trend * Coordinates.SmallestWeight);
        var betaByAlpha = trend * u;

        var stride = alone.Stride;
        ReadOnlySpan<double> own = alone.Own;
        var ownAlpha = TLanes.Load(own, lane);
        var ownU = TLanes.Load(own, stride + lane);
        var ownPhi = TLanes.Load(own, 3 * stride + lane);
        var atError = TLanes.Load(own, Coordinates.Weights * stride + lane);
        var atOne = TLanes.Load(own, (Coordinates.Weights + 1) * stride + lane);
        var (lessBeta, keep, fade) = (TLanes.Broadcast(-beta), TLanes.Broadcast(1 - alpha), TLanes.Broadcast(phi));
        Span<double> sensitivity = alone.Sensitivity;
        var slopeByPhi = ownPhi * TLanes.Broadcast(slope * damped);
        var (dl, db) = (TLanes.Load(sensitivity, lane) + slopeByPhi, TLanes.Load(sensitivity, stride + lane));
        Span<double> gathered = alone.Gathered.AsSpan(0, alone.Steps * stride);
        ReadOnlySpan<double> values = table.Values;
        var squares = 0.0;
        for (var (now, row) = (0, lane); row < gathered.Length; now += Width, row += stride)
        {
            var moved = Math.FusedMultiplyAdd(phi, slope, level);
            var error = values[now] - moved;
            squares = Math.FusedMultiplyAdd(error, error, squares);
            level = Math.FusedMultiplyAdd(alpha, error, moved);
            slope = Math.FusedMultiplyAdd(beta, error, phi * slope);

            var errors = TLanes.Broadcast(error);
            var slopeAlone = TLanes.MultiplyAdd(
                ownAlpha, TLanes.Broadcast(error * betaByAlpha), TLanes.MultiplyAdd(ownU, TLanes.Broadcast(error * betaRange), slopeByPhi));
            slopeByPhi = ownPhi * TLanes.Broadcast(slope * damped);
            var dq = TLanes.MultiplyAdd(fade, db, dl);
            TLanes.Store(dq + TLanes.MultiplyAdd(atError, errors, atOne), gathered, row);
            dl = keep * dq + TLanes.MultiplyAdd(ownAlpha, errors, slopeByPhi);
            db = TLanes.MultiplyAdd(lessBeta, dq, fade * db) + slopeAlone;
        }

        (table.Squares[0], table.Least[0]) = (squares, 1);
    }
}
