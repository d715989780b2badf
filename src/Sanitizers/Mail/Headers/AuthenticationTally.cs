using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Headers;

/// <summary>Brings what several entries say of one check to one result.</summary>
internal sealed class AuthenticationTally
{
    private Check _spf;
    private Check _dkim;
    private Check _dmarc;

    /// <summary>Fields that were taken.</summary>
    public int Fields { get; private set; }

    public AuthenticationResults Results => new(_spf.Result, _dkim.Result, _dmarc.Result);

    /// <param name="method">As written.</param>
    /// <param name="result">As written.</param>
    /// <param name="isOfHelo">An SPF result of the name in the greeting, not of the sender.</param>
    public void Add(string method, string result, bool isOfHelo)
    {
        switch (method.ToLowerInvariant())
        {
            case "spf" when !isOfHelo:
                _spf.Add(Read(result), onePassIsEnough: false);
                break;
            case "dkim":
                // RFC 6376 6.1: a signature that is wrong is as good as none, beside one that is right.
                _dkim.Add(Read(result), onePassIsEnough: true);
                break;
            case "dmarc":
                _dmarc.Add(Read(result), onePassIsEnough: false);
                break;
        }
    }

    /// <summary>A field ended; one that breaks off says nothing, and neither do those beside it: it may be half of a lie.</summary>
    public void EndField(bool isWhole)
    {
        Fields++;
        if (!isWhole)
        {
            (_spf, _dkim, _dmarc) = (Check.Contradicted, Check.Contradicted, Check.Contradicted);
        }
    }

    private static AuthenticationResult Read(string word) => word.ToLowerInvariant() switch
    {
        "none" => AuthenticationResult.None,
        "pass" => AuthenticationResult.Pass,
        "fail" or "hardfail" => AuthenticationResult.Fail,
        "softfail" => AuthenticationResult.SoftFail,
        "neutral" => AuthenticationResult.Neutral,
        "temperror" => AuthenticationResult.TempError,
        "permerror" => AuthenticationResult.PermError,
        "policy" => AuthenticationResult.Policy,
        _ => AuthenticationResult.Unknown,
    };

    private struct Check
    {
        private bool _isSaid;
        private bool _isContradicted;
        private AuthenticationResult _result;

        public static Check Contradicted => new() { _isContradicted = true };

        public readonly AuthenticationResult Result => _isContradicted ? AuthenticationResult.Unknown : _result;

        public void Add(AuthenticationResult result, bool onePassIsEnough)
        {
            if (!_isSaid)
            {
                (_isSaid, _result) = (true, result);
            }
            else if (result != _result && onePassIsEnough)
            {
                // Of signatures that are all wrong, one that is plainly wrong says most.
                _result = result == AuthenticationResult.Pass || _result == AuthenticationResult.Pass ? AuthenticationResult.Pass
                    : result == AuthenticationResult.Fail || _result == AuthenticationResult.Fail ? AuthenticationResult.Fail : _result;
            }
            else if (result != _result)
            {
                _isContradicted = true;
            }
        }
    }
}
