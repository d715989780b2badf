using System.Globalization;

namespace Mugai.Portal.People;

/// <summary>What to say of a password that is not taken.</summary>
internal static class PasswordWords
{
    public static (string Ja, string En) Of(PasswordFault fault, int minLength) => fault switch
    {
        PasswordFault.TooShort => (string.Create(CultureInfo.InvariantCulture, $"パスワードは {minLength} 文字以上にしてください。"), string.Create(CultureInfo.InvariantCulture, $"Use at least {minLength} characters.")),
        PasswordFault.TooLong => ("パスワードが長すぎます。", "The password is too long."),
        PasswordFault.TooSimple => ("同じ文字や、キーボードの並び・連番だけのパスワードは使えません。", "Do not use few different characters, rows of the keyboard or counting."),
        PasswordFault.HoldsName => ("サインイン名やメールアドレスを含むパスワードは使えません。", "Do not use your sign-in name or address in the password."),
        PasswordFault.Common => ("よく使われる言葉が中心のパスワードは使えません。無関係な単語をいくつか組み合わせてください。", "The password is built around a common word. Combine several words that have nothing to do with each other."),
        PasswordFault.Same => ("今までと同じパスワードは使えません。", "Choose another password than the present one."),
        PasswordFault.WrongCurrent => ("現在のパスワードが違います。", "The present password is not right."),
        PasswordFault.Differs => ("確認用のパスワードが一致しません。", "The two entries differ."),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
