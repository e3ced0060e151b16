using System.Runtime.CompilerServices;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Forests;

/// <summary>Draws the features that a node looks at, without repetition, and remembers which are constant in it and so in all nodes below.</summary>
/// <remarks>The features known to be constant in a node stand first; nodes are looked at depth first, so those of a node stay in place until
/// everything below it has grown. Constant features are drawn as others are, but need no look. Not thread-safe.</remarks>
/// <param name="features">The number of features.</param>
internal sealed class FeatureDraw(int features)
{
    private readonly int[] _features = new int[features];
    private int _known;
    private int _first;
    private int _end;
    private int _drawn;

    /// <summary>How many features are known to be constant in the node.</summary>
    public int Constant => _first;

    /// <summary>How many were drawn in the node.</summary>
    public int Drawn { get; private set; }

    /// <summary>Begins a tree.</summary>
    public void Reset()
    {
        for (var f = 0; f < _features.Length; f++)
            _features[f] = f;
    }

    /// <summary>Begins a node.</summary>
    /// <param name="constant">How many features were known to be constant in the node above it, when all of its own were drawn.</param>
    public void Begin(int constant)
    {
        (_known, _first, _end) = (constant, constant, _features.Length);
        Drawn = 0;
    }

    /// <summary>Draws a feature that may vary in the node.</summary>
    /// <param name="most">The most features to draw, those known to be constant among them.</param>
    /// <param name="random">Draws.</param>
    /// <returns>The feature; −1 where there are no more to draw.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Next(int most, ref RandomStream random)
    {
        if (_first == _end || !Skip(most, ref random) || Drawn >= most)
            return -1;
        Drawn++;
        _drawn = _first + random.Next(_end - _first);
        return _features[_drawn];
    }

    /// <summary>Says whether the feature drawn last is constant in the node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Put(bool isConstant)
    {
        var other = isConstant ? _first++ : --_end;
        (_features[_drawn], _features[other]) = (_features[other], _features[_drawn]);
    }

    /// <summary>Draws the features known to be constant that come before the next other one.</summary>
    /// <remarks>One number decides how many: it is compared with the chance that the first, the second, … is one of them.</remarks>
    /// <returns>Whether another one comes.</returns>
    private bool Skip(int most, ref RandomStream random)
    {
        if (_known == 0)
            return true;
        var (chance, drawn) = (1.0, random.NextDouble());
        while (Drawn < most)
        {
            chance *= _known / (double)(_known + _end - _first);
            if (drawn >= chance)
                return true;
            _known--;
            Drawn++;
        }

        return false;
    }
}
