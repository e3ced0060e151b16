using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Intermittent;

/// <summary>Simple exponential smoothing of the series of a table from the mean of each, with the α of least squared one-step error.</summary>
/// <remarks>Five values of α are tried, three times over, each time around the best on a grid a third as wide. A missing value moves nothing.
/// <see cref="DemandTable.Size"/> and <see cref="DemandTable.SizeWeight"/> are the last level and α.</remarks>
internal readonly struct LevelSearch(DemandTable table, bool isFixed) : ILaneKernel
{
    private const int Rounds = 3;

    public void Run<TLanes>(int first) where TLanes : struct, ILanes<TLanes>
    {
        ReadOnlySpan<double> values = table.Values;
        var (zero, one, nothing) = (TLanes.Broadcast(0), TLanes.Broadcast(1), TLanes.Broadcast(-1));
        var (sum, present) = (zero, zero);
        for (var place = first; place < values.Length; place += DemandTable.Width)
        {
            var value = TLanes.Load(values, place);
            sum += TLanes.SelectLess(nothing, value, value, zero);
            present += TLanes.SelectLess(nothing, value, one, zero);
        }

        var start = TLanes.SelectLess(zero, present, sum / present, zero);
        var (low, high) = (TLanes.Load(table.SizeWeight, first), TLanes.Load(table.SizeWeightLimit, first));
        var step = (high - low) * TLanes.Broadcast(0.25);
        var alpha = (low + high) * TLanes.Broadcast(0.5);
        var least = TLanes.Broadcast(double.PositiveInfinity);
        for (var round = 0; round < (isFixed ? 0 : Rounds); round++)
        {
            Compare(first, start, alpha, step, low, high, ref least, ref alpha);
            step *= TLanes.Broadcast(1.0 / 3);
        }

        var level = start;
        for (var place = first; place < values.Length; place += DemandTable.Width)
            level = Moved(level, alpha, TLanes.Load(values, place));
        TLanes.Store(level, table.Size, first);
        TLanes.Store(alpha, table.SizeWeight, first);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Compare<TLanes>(int first, TLanes start, TLanes centre, TLanes step, TLanes low, TLanes high, ref TLanes least, ref TLanes alpha)
        where TLanes : struct, ILanes<TLanes>
    {
        ReadOnlySpan<double> values = table.Values;
        var zero = TLanes.Broadcast(0);
        var (a0, a1) = (Within(centre - (step + step), low, high), Within(centre - step, low, high));
        var (a3, a4) = (Within(centre + step, low, high), Within(centre + (step + step), low, high));
        var (l0, l1, l2, l3, l4) = (start, start, start, start, start);
        var (s0, s1, s2, s3, s4) = (zero, zero, zero, zero, zero);
        for (var place = first; place < values.Length; place += DemandTable.Width)
        {
            var value = TLanes.Load(values, place);
            (s0, l0) = Step(s0, l0, a0, value);
            (s1, l1) = Step(s1, l1, a1, value);
            (s2, l2) = Step(s2, l2, centre, value);
            (s3, l3) = Step(s3, l3, a3, value);
            (s4, l4) = Step(s4, l4, a4, value);
        }

        Take(s0, a0, ref least, ref alpha);
        Take(s1, a1, ref least, ref alpha);
        Take(s2, centre, ref least, ref alpha);
        Take(s3, a3, ref least, ref alpha);
        Take(s4, a4, ref least, ref alpha);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Squares, TLanes Level) Step<TLanes>(TLanes squares, TLanes level, TLanes alpha, TLanes value)
        where TLanes : struct, ILanes<TLanes>
    {
        var error = TLanes.SelectLess(TLanes.Broadcast(-1), value, value - level, TLanes.Broadcast(0));
        return (TLanes.MultiplyAdd(error, error, squares), TLanes.MultiplyAdd(alpha, error, level));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Moved<TLanes>(TLanes level, TLanes alpha, TLanes value) where TLanes : struct, ILanes<TLanes> =>
        TLanes.SelectLess(TLanes.Broadcast(-1), value, TLanes.MultiplyAdd(alpha, value - level, level), level);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Within<TLanes>(TLanes value, TLanes low, TLanes high) where TLanes : struct, ILanes<TLanes> =>
        TLanes.SelectLess(value, low, low, TLanes.SelectLess(high, value, high, value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take<TLanes>(TLanes error, TLanes candidate, ref TLanes least, ref TLanes alpha) where TLanes : struct, ILanes<TLanes>
    {
        alpha = TLanes.SelectLess(error, least, candidate, alpha);
        least = TLanes.SelectLess(error, least, error, least);
    }
}
