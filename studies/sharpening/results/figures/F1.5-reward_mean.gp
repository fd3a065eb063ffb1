# F1.5 Reward over training
# Draws F1.5-reward_mean.svg from F1.5-reward_mean.tsv: gnuplot F1.5-reward_mean.gp
reset
if (!exists("output")) output = 'F1.5-reward_mean.svg'
data = 'F1.5-reward_mean.tsv'
set encoding utf8
set terminal svg size 460,487 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F1_5_reward_mean'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Reward over training' at screen 0.03043, screen 0.95483 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.05896, screen 0.20945 to screen 0.12852, screen 0.20945 nohead front lw 2 lc rgb '#D55E00'
set label 'rl_id' at screen 0.14591, screen 0.20945 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.36748, screen 0.20945 to screen 0.43704, screen 0.20945 nohead front lw 2 lc rgb '#009E73'
set label 'rl_edge' at screen 0.45443, screen 0.20945 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.67600, screen 0.20945 to screen 0.74557, screen 0.20945 nohead front lw 2 lc rgb '#CC79A7'
set label 'rl_edge_again' at screen 0.76296, screen 0.20945 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.05896, screen 0.16632 to screen 0.12852, screen 0.16632 nohead front lw 2 lc rgb '#E69F00'
set label 'rl_rand' at screen 0.14591, screen 0.16632 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.36748, screen 0.16632 to screen 0.43704, screen 0.16632 nohead front lw 2 lc rgb '#56B4E9'
set label 'rl_style' at screen 0.45443, screen 0.16632 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.67600, screen 0.16632 to screen 0.74557, screen 0.16632 nohead front lw 2 lc rgb '#882255'
set label 'rl_sharpen' at screen 0.76296, screen 0.16632 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.05896, screen 0.12320 to screen 0.12852, screen 0.12320 nohead front lw 2 lc rgb '#999933'
set label 'rl_hard' at screen 0.14591, screen 0.12320 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.36748, screen 0.12320 to screen 0.43704, screen 0.12320 nohead front lw 2 lc rgb '#0072B2' dt (9,3)
set label 'rl_hard_10' at screen 0.45443, screen 0.12320 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.67600, screen 0.12320 to screen 0.74557, screen 0.12320 nohead front lw 2 lc rgb '#D55E00' dt (9,3)
set label 'rl_hard_30' at screen 0.76296, screen 0.12320 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.05896, screen 0.08008 to screen 0.12852, screen 0.08008 nohead front lw 2 lc rgb '#CC79A7' dt (9,3)
set label 'clean_rl_id' at screen 0.14591, screen 0.08008 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.36748, screen 0.08008 to screen 0.43704, screen 0.08008 nohead front lw 2 lc rgb '#E69F00' dt (9,3)
set label 'clean_rl_edge' at screen 0.45443, screen 0.08008 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.67600, screen 0.08008 to screen 0.74557, screen 0.08008 nohead front lw 2 lc rgb '#882255' dt (9,3)
set label 'thin_rl_edge' at screen 0.76296, screen 0.08008 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.05896, screen 0.03696 to screen 0.12852, screen 0.03696 nohead front lw 2 lc rgb '#999933' dt (9,3)
set label 'thin_rl_hard' at screen 0.14591, screen 0.03696 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: 
set lmargin at screen 0.12104; set rmargin at screen 0.96522
set tmargin at screen 0.89938; set bmargin at screen 0.34497
unset logscale x; set xrange [0.0:92.35]
unset logscale y; set yrange [-5.5223280611447985:1.191093002911657]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('−4' -4.0, '−2' -2.0, '0' 0.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'step' at screen 0.54313, screen 0.27721 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.03913, screen 0.62218 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::87 using 4:5 with lines lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::88::137 using 4:5 with lines lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::138::186 using 4:5 with lines lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::187::274 using 4:5 with lines lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::275::324 using 4:5 with lines lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::325::364 using 4:5 with lines lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::365::415 using 4:5 with lines lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::416::465 using 4:5 with lines lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::466::513 using 4:5 with lines lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::514::597 using 4:5 with lines lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::598::642 using 4:5 with lines lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::643::696 using 4:5 with lines lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::697::747 using 4:5 with lines lw 2 lc rgb '#999933' dt (9,3) notitle, \
     data skip 1 every ::0::87 using 4:5:(sprintf('rl_id: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::88::137 using 4:5:(sprintf('rl_edge: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::138::186 using 4:5:(sprintf('rl_edge_again: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::187::274 using 4:5:(sprintf('rl_rand: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::275::324 using 4:5:(sprintf('rl_style: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::325::364 using 4:5:(sprintf('rl_sharpen: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::365::415 using 4:5:(sprintf('rl_hard: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::416::465 using 4:5:(sprintf('rl_hard_10: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::466::513 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::514::597 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::598::642 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::643::696 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::697::747 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
