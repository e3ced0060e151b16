using System.Buffers;

namespace Kirana.Learn.SupportVectors;

public sealed partial class SupportVectorMachine
{
    /// <inheritdoc/>
    public int Classes => Labels.Count;

    /// <summary>Whether it was fitted to give probabilities.</summary>
    public bool HasProbabilities => Machines[0].Calibration is not null;

    /// <inheritdoc/>
    /// <remarks>The features must be finite.</remarks>
    /// <exception cref="InvalidOperationException">The machine was not fitted to a number.</exception>
    public float Predict(ReadOnlySpan<float> row)
    {
        var prediction = 0f;
        Predict(row, new Span<float>(ref prediction));
        return prediction;
    }

    /// <inheritdoc/>
    /// <remarks>The features must be finite.</remarks>
    /// <exception cref="InvalidOperationException">The machine was not fitted to a number.</exception>
    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        if (Task != SupportVectorTask.Number)
            throw new InvalidOperationException($"This machine was fitted for {Task}; expected {SupportVectorTask.Number}.");
        var decisions = ArrayPool<double>.Shared.Rent(predictions.Length);
        Decide(rows, decisions.AsSpan(0, predictions.Length));
        for (var i = 0; i < predictions.Length; i++)
            predictions[i] = (float)decisions[i];
        ArrayPool<double>.Shared.Return(decisions);
    }

    /// <inheritdoc/>
    /// <remarks>The features must be finite.</remarks>
    /// <exception cref="InvalidOperationException">There are not two classes, or no probabilities were asked for in the fit.</exception>
    public float PredictProbability(ReadOnlySpan<float> row)
    {
        var probability = 0f;
        PredictProbability(row, new Span<float>(ref probability));
        return probability;
    }

    /// <inheritdoc/>
    /// <remarks>The features must be finite.</remarks>
    /// <exception cref="InvalidOperationException">There are not two classes, or no probabilities were asked for in the fit.</exception>
    public void PredictProbability(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        CheckProbabilities();
        if (Classes != 2)
            throw new InvalidOperationException($"The machine tells {Classes} classes apart; ask for the probabilities of all.");
        var decisions = ArrayPool<double>.Shared.Rent(probabilities.Length);
        Decide(rows, decisions.AsSpan(0, probabilities.Length));
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = (float)Machines[0].Calibration!.Probability(decisions[i]);
        ArrayPool<double>.Shared.Return(decisions);
    }

    /// <inheritdoc/>
    /// <remarks>The features must be finite. Of more than two classes the probabilities of pairs are coupled (Wu, Lin and Weng 2004), those of each against the rest divided by their sum.</remarks>
    /// <exception cref="InvalidOperationException">No classes were told apart, or no probabilities were asked for in the fit.</exception>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        CheckProbabilities();
        if (probabilities.Length % Classes != 0)
            throw new ArgumentException($"{probabilities.Length} numbers are no whole rows of {Classes} classes.", nameof(probabilities));
        var (count, machines) = (probabilities.Length / Classes, Machines.Count);
        var rented = ArrayPool<double>.Shared.Rent(count * machines + Classes * Classes + Classes);
        var decisions = rented.AsSpan(0, count * machines);
        var q = rented.AsSpan(count * machines, Classes * Classes);
        var own = rented.AsSpan(count * machines + Classes * Classes, Classes);
        Decide(rows, decisions);
        for (var i = 0; i < decisions.Length; i++)
            decisions[i] = Machines[i % machines].Calibration!.Probability(decisions[i]);
        for (var i = 0; i < count; i++)
        {
            var found = decisions.Slice(i * machines, machines);
            if (machines == 1)
                (own[0], own[1]) = (1 - found[0], found[0]);
            else if (Scheme == MulticlassScheme.OneAgainstOne)
                PairwiseCoupling.Solve(found, q, own);
            else
                Share(found, own);
            for (var k = 0; k < Classes; k++)
                probabilities[i * Classes + k] = (float)own[k];
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private static void Share(ReadOnlySpan<double> found, Span<double> own)
    {
        var sum = 0.0;
        foreach (var probability in found)
            sum += probability;
        for (var k = 0; k < own.Length; k++)
            own[k] = sum > 0 ? found[k] / sum : 1.0 / own.Length;
    }

    private void CheckProbabilities()
    {
        if (!HasProbabilities)
            throw new InvalidOperationException(Task == SupportVectorTask.Classes ? "The machine was fitted without probabilities; set Probabilities of the learner." : $"This machine was fitted for {Task}; expected {SupportVectorTask.Classes}.");
    }
}
