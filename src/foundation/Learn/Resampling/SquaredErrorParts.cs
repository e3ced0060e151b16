using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Resampling;

/// <summary>The expected squared error of a learner and its parts: Error = Bias + Variance + Noise, exactly.</summary>
/// <remarks>Geman, Bienenstock and Doursat, "Neural networks and the bias/variance dilemma", Neural Computation 1992. At a test row with
/// target y and true value f, with mean m and sample variance s² of the R predictions: variance s², bias (f − m)² − s²/R, noise
/// (y − m)² − (f − m)². The term s²/R takes off what a mean of R samples still varies. Without known true values f = y, so that noise is
/// counted as bias. Parts of few samples, or the noise of few test rows, may come out below 0.</remarks>
/// <param name="Error">The mean squared error over samples and test rows.</param>
/// <param name="Bias">Bias², what the learner gets wrong whatever the sample; with noise where true values are not known.</param>
/// <param name="Variance">What its predictions vary from sample to sample.</param>
/// <param name="Noise">What no learner can foretell; 0 where true values are not known.</param>
public sealed record SquaredErrorParts(Interval Error, Interval Bias, Interval Variance, Interval Noise)
{
    internal static SquaredErrorParts Of(double[] predictions, float[] targets, double[]? truth, BiasVarianceStudy study)
    {
        var samples = study.Samples;
        var (error, bias, variance, noise) = (new double[targets.Length], new double[targets.Length], new double[targets.Length], new double[targets.Length]);
        for (var i = 0; i < targets.Length; i++)
        {
            var own = predictions.AsSpan(i * samples, samples);
            var (mean, squares) = (0.0, 0.0);
            foreach (var prediction in own)
                mean += prediction / samples;
            foreach (var prediction in own)
            {
                squares += (prediction - mean) * (prediction - mean);
                error[i] += (targets[i] - prediction) * (targets[i] - prediction) / samples;
            }

            double expected = truth?[i] ?? targets[i];
            variance[i] = squares / (samples - 1);
            bias[i] = (expected - mean) * (expected - mean) - variance[i] / samples;
            noise[i] = (targets[i] - mean) * (targets[i] - mean) - (expected - mean) * (expected - mean);
        }

        return new SquaredErrorParts(study.Mean(error), study.Mean(bias), study.Mean(variance), study.Mean(noise));
    }
}
