using Kirana.Learn.Networks.Kernels;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks;

/// <summary>The steps of some parameters along their gradients, with what they remember of earlier ones.</summary>
internal sealed class ParameterSteps
{
    private const float FirstShare = 0.9f;
    private const float SecondShare = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly MultilayerPerceptron _options;
    private readonly float[] _parameters;
    private readonly float _decay;
    private readonly float[] _first;
    private readonly float[] _second;

    /// <summary>Parameters that begin to move.</summary>
    /// <param name="options">The optimiser and its numbers.</param>
    /// <param name="parameters">The parameters, changed in place.</param>
    /// <param name="decay">λ, of the loss ½λ‖w‖² besides.</param>
    public ParameterSteps(MultilayerPerceptron options, float[] parameters, double decay)
    {
        (_options, _parameters, _decay) = (options, parameters, (float)decay);
        _first = new float[parameters.Length];
        _second = options.Optimizer == NetworkOptimizer.Adam ? new float[parameters.Length] : [];
    }

    /// <summary>Moves some of the parameters.</summary>
    /// <param name="start">The first of them.</param>
    /// <param name="gradient">Their derivatives; used up.</param>
    /// <param name="step">The number of the step, from 1 up.</param>
    public void Move(int start, Span<float> gradient, long step)
    {
        var parameters = _parameters.AsSpan(start, gradient.Length);
        if (_decay > 0)
            Axpy.Add(_decay, parameters, gradient);
        var first = _first.AsSpan(start, gradient.Length);
        if (_options.Optimizer == NetworkOptimizer.Momentum)
        {
            Scale.By((float)_options.Momentum, first);
            Axpy.Add(1, gradient, first);
            Axpy.Add(-(float)_options.LearningRate, first, parameters);
            return;
        }

        var second = _second.AsSpan(start, gradient.Length);
        Elements.Map(new SquareMean(SecondShare), second, gradient, second);
        Scale.By(FirstShare, first);
        Axpy.Add(1 - FirstShare, gradient, first);
        // Both means begin at 0; that is made up for, as in algorithm 1.
        var rate = _options.LearningRate / (1 - Elementary.Exp(step * Elementary.Log((double)FirstShare)));
        var scale = 1 / Math.Sqrt(1 - Elementary.Exp(step * Elementary.Log((double)SecondShare)));
        Elements.Map(new AdamMove((float)rate, (float)scale, Epsilon), first, second, gradient);
        Axpy.Add(-1, gradient, parameters);
    }
}
