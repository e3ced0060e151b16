using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <content>A task alone: its coordinates lie side by side in a register, where else eight tasks do.</content>
internal sealed partial class LaneSearch
{
    /// <summary>Sees what a pass over all lanes would, to the last bit.</summary>
    private void PassAlone(LoneTable alone)
    {
        alone.Begin(_table.Trend[0]);
        if (_table.Season == 1 && _table.Relative[0] == 0)
            Run(new SeasonlessRows(_table, alone));
        else
            FollowRows(alone);
        Run(new LoneProducts(alone));
        for (var i = 0; i < alone.Count + 2; i++)
            for (var j = 0; j <= i; j++)
                _table.Products[(i * _table.Rows + j) * Width] = alone.Products[i * alone.Stride + j];
    }

    private void FollowRows(LoneTable alone)
    {
        var derivatives = new LoneDerivatives(alone);
        if (_multiplicative)
            new MultiplicativePass<LoneDerivatives>(_table, derivatives, alone.Steps).Run<Lanes64>(0);
        else
            new AdditivePass<LoneDerivatives>(_table, derivatives, alone.Steps).Run<Lanes64>(0);
        Run(new LoneRows(alone));
        for (var (step, place) = (0, alone.Count); step < alone.Steps; step++, place += alone.Stride)
            (alone.Gathered[place], alone.Gathered[place + 1]) = (alone.Errors[step], 1);
    }
}
